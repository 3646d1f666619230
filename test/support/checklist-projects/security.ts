import { plain, service, type ProjectsByItem } from './shapes.js';

/** A service with a session, these options of its cookie, and a route of those who are logged in. */
const sessions = (cookie: string, more = ''): string => `import express from 'express';
import session from 'express-session';
const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(session({ secret: String(process.env.SECRET), resave: false, saveUninitialized: false, cookie: { ${cookie} } }));
${more}app.listen(3000);
`;
const email = "app.post('/email', (req, res) => {\n  if (!req.session.userId) return res.sendStatus(401);\n  res.json({ email: req.body.email });\n});\n";

export const securityProjects: ProjectsByItem = {
  xss: {
    pass: service('  res.send(`<h1>${escapeHtml(String(req.query.name))}</h1>`);', "import escapeHtml from 'escape-html';"),
    fail: service('  res.send(`<h1>${req.query.name}</h1>`);'),
    'not-applicable': plain,
    unknown: service('  res.send(`<h1>${await nameOf(req.params.id)}</h1>`);', "import { nameOf } from 'some-package';"),
  },
  csrf: {
    pass: sessions("sameSite: 'lax'", email),
    fail: sessions('httpOnly: true', email),
    'not-applicable': plain,
    unknown: sessions('httpOnly: true'),
  },
};
