/** Why the results do not go into the sheet that they came from: we may only look at it, or it takes no more. */
export const tabRefusals = ['view only', 'protected', 'full', 'other'] as const;
export type TabRefusal = (typeof tabRefusals)[number];
