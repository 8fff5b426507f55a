import cf from 'cloudfront';

const entries = cf.kvs();

/** What stands at / until a round is published: made here, because the bucket of the site is empty until then. */
const nothingYet = {
  statusCode: 200,
  statusDescription: 'OK',
  headers: {
    'content-type': { value: 'text/html; charset=utf-8' },
    'cache-control': { value: 'no-store' },
    'x-content-type-options': { value: 'nosniff' },
    'content-security-policy': { value: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" },
  },
  body: {
    encoding: 'text',
    data:
      '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Results are not published yet</title>' +
      '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">' +
      '<style>body{margin:0;color:#1a2433;font:1.125rem/1.5 system-ui,sans-serif}main{max-width:34rem;margin:15vh auto 0;' +
      'padding:1.5rem}h1{font-size:1.75rem;line-height:1.2}</style></head>' +
      '<body><main><h1>Results are not published yet</h1><p>The benchmark office has not published a round here. ' +
      'When it does, this page shows the ranking.</p></main></body></html>\n',
  },
};

// CloudFront's runtime 2.0 reads ES 5.1 and of what is newer a short list: a catch must name its error, for one.
/** Where /2022/… lies: what the entry of round 2022 names. / is the round that is shown first; nothing else is there. */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by its name.
async function handler(event) {
  const request = event.request;
  const parts = request.uri.split('/');
  try {
    if (parts.length === 2) {
      const round = parts[1] === '' ? await entries.get('/') : parts[1];
      await entries.get(round);
      return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: `/${round}/` } } };
    }
    const folder = await entries.get(parts[1]);
    const path = parts.slice(2).join('/');
    request.uri = `/runs/${parts[1]}/${folder}/${path === '' ? 'index.html' : path}`;
  } catch (_) {
    if (request.uri === '/') return nothingYet;
    request.uri = '/not-there';
  }
  return request;
}
