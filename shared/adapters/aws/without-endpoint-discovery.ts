/**
 * Stands in for the discovery of endpoints in the bundles (infra/bundles.ts): DynamoDB's client has it for a table that is
 * looked for, and ours is where its region says.
 */
const off = (): boolean => false;

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: off,
  configFileSelector: off,
  default: false,
};
export const resolveEndpointDiscoveryConfig = <I>(input: I): I => input;
