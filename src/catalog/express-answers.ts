/**
 * How Express's handlers end a request (https://expressjs.com/en/5x/api.html#res). For frameworks that hand its response on as it is.
 */
export const expressAnswers = {
  response: '$1',
  by: ['send', 'json', 'jsonp', 'end', 'redirect', 'render', 'sendFile', 'sendfile', 'sendStatus', 'download', 'format', 'destroy'],
  next: '$2',
} as const;
