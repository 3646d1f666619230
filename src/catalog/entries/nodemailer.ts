import { defineEntry } from '../types.js';

/**
 * nodemailer over SMTP. Its defaults are for mail servers: two minutes to connect, half a minute for the greeting, and ten
 * minutes of silence (`socketTimeout`) at every step after that, long past the patience of a request. `timeout` is no option.
 * Other transports have none of these; which one it is stands in the options, and what cannot be told is not judged.
 * The options may also be parameters of the address: `smtps://host/?socketTimeout=10000`.
 */
export default defineEntry({
  id: 'nodemailer',
  name: 'nodemailer',
  packages: ['nodemailer', '@nestjs-modules/mailer'],
  types: {
    Transport: {
      is: ['createTransport()', 'MailerModule.forRoot()', 'MailerModule.forRootAsync()'],
      annotations: ['Transporter', 'MailerService'],
      options: 0,
      urls: ['url', 'transport', 'transport.url'],
      // Of all transports, pools, SMTP and the message's defaults: nodemailer@10.6.0 dist/cjs/{smtp-connection,smtp-pool,mailer}; MailerOptions.
      optionNames: [
        'host', 'port', 'secure', 'auth', 'service', 'name', 'localAddress', 'requireTLS', 'ignoreTLS', 'opportunisticTLS', 'tls', 'logger', 'debug',
        'transactionLog', 'connectionTimeout', 'greetingTimeout', 'socketTimeout', 'dnsTimeout', 'authMethod', 'customAuth', 'lmtp', 'connection', 'socket',
        'secured', 'servername', 'url', 'component', 'disableFileAccess', 'disableUrlAccess', 'allowInternalNetworkInterfaces', 'normalizeHeaderKey', 'dkim',
        'proxy', 'getSocket', 'pool', 'maxConnections', 'maxMessages', 'maxRequeues', 'rateDelta', 'rateLimit', 'idleTimeout', 'sendingRate', 'sendmail',
        'path', 'args', 'newline', 'SES', 'streamTransport', 'jsonTransport', 'buffer', 'skipEncoding', 'attachDataUrls', 'textEncoding', 'from', 'to', 'cc',
        'bcc', 'replyTo', 'sender', 'subject', 'headers', 'transport', 'transports', 'defaults', 'template', 'preview', 'options', 'verifyTransporters',
        'useFactory', 'inject', 'imports', 'extraProviders', 'family',
      ],
      noun: 'transport',
    },
  },
  calls: [
    {
      path: 'Transport.sendMail',
      kind: 'outbound',
      does: 'mail',
      knobs: ['socketTimeout', 'connectionTimeout', 'greetingTimeout'],
      phases: ['connect', 'headers', 'body'],
    },
    {
      path: 'Transport.verify',
      kind: 'outbound',
      does: 'check of the mail server',
      knobs: ['socketTimeout', 'connectionTimeout', 'greetingTimeout'],
      phases: ['connect', 'headers'],
    },
  ],
  knobs: {
    socketTimeout: {
      at: [
        'client.socketTimeout',
        'client.transport.socketTimeout',
        'client.useFactory().transport.socketTimeout',
        'url.socketTimeout',
        // Transports without a socket of their own: whatever stands here says that this knob is not the one.
        'client.SES.ses',
        'client.SES.sesClient',
        'client.sendmail',
        'client.jsonTransport',
        'client.streamTransport',
        'client.transport.SES.sesClient',
        'client.transport.SES.ses',
        'client.transport.jsonTransport',
        'client.transports',
      ],
      unit: 'ms',
      default: 600_000,
      covers: ['headers', 'body'],
      source: 'nodemailer@10.6.0 dist/cjs/smtp-connection/index.js:52, :829, :1162; nodemailer@6.9.16 lib/smtp-connection/index.js:15',
    },
    connectionTimeout: {
      at: ['client.connectionTimeout', 'client.transport.connectionTimeout', 'client.useFactory().transport.connectionTimeout', 'url.connectionTimeout'],
      unit: 'ms',
      default: 120_000,
      covers: ['connect'],
      source: 'nodemailer@10.6.0 dist/cjs/smtp-connection/index.js:51, :257; nodemailer@6.9.16 lib/smtp-connection/index.js:14',
      verified: '10.6.0, 6',
    },
    // After the connection stands: of a server that accepts and stays silent.
    greetingTimeout: {
      at: ['client.greetingTimeout', 'client.transport.greetingTimeout', 'client.useFactory().transport.greetingTimeout', 'url.greetingTimeout'],
      unit: 'ms',
      default: 30_000,
      covers: [],
      source: 'nodemailer@10.6.0 dist/cjs/smtp-connection/index.js:53, :447; nodemailer@6.9.16 lib/smtp-connection/index.js:16',
      verified: '10.6.0, 6',
    },
  },
  promises: [
    { path: 'Transport.sendMail|verify', callback: true, source: 'nodemailer@10.6.0 dist/cjs/mailer/index.js:157-165', verified: '10.6.0' },
  ],
  clients: [
    { path: 'createTransport()', noun: 'pool', holds: 'connections', closes: ['close'], where: 'arg0.pool', packages: ['nodemailer'], source: 'https://nodemailer.com/smtp/pooled/' },
  ],
});
