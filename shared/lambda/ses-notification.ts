/** SES says this once to each topic, when it is connected. */
const greeting = /^Successfully validated SNS topic for Amazon SES/;

/** What SES published, as it came by SNS and the queue; null when it tells of nothing. */
export const sesNotification = (body: string): unknown => (greeting.test(body) ? null : JSON.parse(body));
