/**
 * Stands in for the files of a home folder where the SDK looks for settings (infra/bundle-plugins.ts). A function has
 * neither: its settings are in the environment, and whatever is not, is as the SDK has it by default.
 */
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });
