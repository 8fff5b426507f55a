/**
 * Stands in for the SDK's event streams in the bundles (infra/bundles.ts): calls that send or answer part by part, of
 * which there is none here. A client asks for them when it is made, and has to be made all the same.
 */
function refused(): never {
  throw new Error('No call of these functions streams events');
}

export const eventStreamSerdeProvider = refused;
export const EventStreamSerde = refused;
export const resolveEventStreamSerdeConfig = <I>(input: I): I => input;
