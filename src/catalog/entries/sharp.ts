import { defineEntry } from '../types.js';

/** Images. The pipeline begins where its output is asked for. */
export default defineEntry({
  id: 'sharp',
  name: 'sharp',
  packages: ['sharp'],
  types: {
    Image: { is: ['()', 'Image.resize|rotate|autoOrient|flip|flop|affine|sharpen|median|blur|flatten|unflatten|gamma|negate|normalise|normalize|clahe|convolve|threshold|boolean|linear|recomb|modulate|tint|greyscale|grayscale|pipelineColourspace|toColourspace|removeAlpha|ensureAlpha|extractChannel|joinChannel|composite|extract|trim|extend|jpeg|png|webp|avif|tiff|gif|heif|raw|toFormat|withMetadata|keepMetadata|keepExif|withExif|withIccProfile|clone|timeout()'], annotations: ['Sharp'] },
  },
  slowWork: [{ path: 'Image.toFile', does: 'converts a picture', by: 'processor', source: 'https://sharp.pixelplumbing.com/performance' }],
  promises: [
    { path: 'Image.toFile|toBuffer|metadata|stats', callback: true, source: 'sharp@0.35.5 dist/output.cjs:1709-1727', verified: '0.35.5' },
  ],
});
