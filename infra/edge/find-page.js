import cf from 'cloudfront';

const entries = cf.kvs();

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
    request.uri = '/not-there';
  }
  return request;
}
