export const handler = (): Promise<never> => Promise.reject(new Error('Being written'));
