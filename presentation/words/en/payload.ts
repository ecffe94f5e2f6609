import type { Said, Say } from '../phrase';

/** Why a payload cannot be decoded: each is a clause after "it could not be decoded:". */
export const payload = {
  empty: 'it is empty',
  notUtf8: 'it is not UTF-8',
  notJson: 'it is not JSON',
  tooDeep: ({ levels }: { levels: string }) => `it is nested deeper than ${levels} levels`,
  noEncoding: 'it names no encoding, and only json/plain is read',
  otherEncoding: ({ encoding }: { encoding: string }) =>
    `its encoding is ${encoding}, and only json/plain is read`,
  unknownKey: ({ key }: { key: string }) =>
    `it is encrypted with payload key ${key}, which the worker does not have`,
  otherNamespace: ({ namespace, here }: { namespace: string; here: string }) =>
    `it was encrypted in namespace ${namespace}, and here is namespace ${here}`,
  changed: ({ key }: { key: string }) =>
    `it says it is encrypted with payload key ${key}, but was changed or cut after it was encrypted`,
  foreign: 'it was encrypted by another program, and names no payload key of ks3-oss-prep',
  otherForm: 'it is not what a worker of this product returns',
  why: ({ reason }: { reason: Said }, say: Say) => `Why: ${say(reason)}.`,
};
