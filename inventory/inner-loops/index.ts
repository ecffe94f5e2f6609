// The inventory's inner loops, compiled to WebAssembly: what is done to every byte of a page and to every object.

export { entryBytes, firstFree, layOut } from './layout';
export { addToShape, behind, clearShape, readEntries, shapeText } from './entries';
export { badEscape, decodeEntries, marksOf } from './decode';
export { firstOutOfOrder } from './order';
export { cutHash, cutLane, digestToCut, foundCut } from './cuts';
export { addToDigest, digestEntries, digestLane } from './digest';
export {
  bandSums,
  bandTable,
  bytesIn,
  classCount,
  classLengthTable,
  classSums,
  classTable,
  largestSize,
  monthSums,
  monthTable,
  runCount,
  specialCount,
  tallyEntries,
} from './tally';
