export const CONNECT_TIMEOUT_MS = 5000;
/** A page takes a store well under a second; a connection that is silent for so long is dead. */
export const SILENCE_TIMEOUT_MS = 30_000;
/** For a whole answer: one that comes byte by byte is never silent. A page has half a megabyte. */
export const ANSWER_TIMEOUT_MS = 60_000;
