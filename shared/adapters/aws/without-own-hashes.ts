/**
 * Stands in for the hashes that the SDK computes itself where Node has none (infra/bundle-plugins.ts): the Node of Lambda
 * has them all.
 */
class Refused {
  constructor() {
    throw new Error('Node has no such hash');
  }
}

export { Refused as Crc32Js, Refused as Md5Js, Refused as Sha1Js, Refused as Sha256Js };
