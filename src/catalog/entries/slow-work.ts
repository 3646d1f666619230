import { defineEntry } from '../types.js';

/** Documents, films, pictures and letters that libraries make: work of seconds. Those that the catalog knows for other reasons have entries of their own. */
export default defineEntry({
  id: 'slow-work',
  name: 'documents and films',
  packages: ['html-pdf-node', 'html-pdf', 'md-to-pdf', 'puppeteer-html-pdf', 'fluent-ffmpeg', 'tesseract.js', 'libreoffice-convert', 'node-html-to-image'],
  slowWork: [
    { path: 'generatePdf|generatePdfs', does: 'renders a PDF', by: 'processor', packages: ['html-pdf-node'], source: 'https://www.npmjs.com/package/html-pdf-node (starts a browser for each)' },
    { path: 'create', does: 'renders a PDF', by: 'processor', packages: ['html-pdf'], source: 'https://www.npmjs.com/package/html-pdf (starts PhantomJS for each)' },
    { path: 'mdToPdf', does: 'renders a PDF', by: 'processor', packages: ['md-to-pdf'], source: 'https://www.npmjs.com/package/md-to-pdf (starts a browser)' },
    { path: 'create', does: 'renders a PDF', by: 'processor', packages: ['puppeteer-html-pdf'], source: 'https://www.npmjs.com/package/puppeteer-html-pdf' },
    { path: '()', does: 'converts a film', by: 'processor', packages: ['fluent-ffmpeg'], source: 'https://www.npmjs.com/package/fluent-ffmpeg (runs ffmpeg)' },
    { path: 'recognize', does: 'reads text from a picture', by: 'processor', packages: ['tesseract.js'], source: 'https://github.com/naptha/tesseract.js/blob/master/docs/api.md' },
    { path: 'convert', does: 'converts a document', by: 'processor', packages: ['libreoffice-convert'], source: 'https://www.npmjs.com/package/libreoffice-convert (runs soffice)' },
    { path: '', does: 'renders a picture', by: 'processor', packages: ['node-html-to-image'], source: 'https://www.npmjs.com/package/node-html-to-image (starts a browser)' },
  ],
});
