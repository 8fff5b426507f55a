/**
 * Stands in for the SDK's own search for credentials in the bundles (infra/bundles.ts). Lambda gives a function those of
 * its role in the environment, where the search finds them first; the rest of it, through sign-ins, profiles and
 * instances, is up to a fifth of a function.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('The environment has no AWS credentials');
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};
