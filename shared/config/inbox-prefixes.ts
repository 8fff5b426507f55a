/** Each way in writes under a prefix of its own: the stack lets in and tells by these, the functions read by these. */
export const submissionPrefixes = ['office/', 'page/', 'mail/', 'sheet/'] as const;
export const registryPrefix = 'registry/';
export const reviewPrefix = 'review/';

/** Nobody but the office's role may write there: what lies there is taken without asking who sent it. */
export const officePrefixes = ['office/', registryPrefix, reviewPrefix] as const;
