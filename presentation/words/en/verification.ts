/** What a verification shows, on a terminal and in the Web UI. */
export const verification = {
  identical: (source: string, destination: string, objects: string, size: string) =>
    `Identical: KS3 bucket ${source} and OSS bucket ${destination} hold the same ${objects} objects, ${size}`,
  different: (source: string, destination: string, differences: string) =>
    `Different: KS3 bucket ${source} and OSS bucket ${destination} differ in ${differences} objects`,
  source: 'Source',
  destination: 'Destination',
  side: (objects: string, size: string, pages: string, requests: string) =>
    `${objects} objects, ${size}; ${pages} pages, all valid; ${requests} requests`,
  digest: 'Digest',
  digests: (source: string, destination: string) => `${source} (source), ${destination} (destination)`,
  missing: 'Missing',
  extra: 'Extra',
  otherSize: 'Other size',
  missingValue: (count: string, size: string) => `${count} objects, ${size}, are on the source alone`,
  extraValue: (count: string, size: string) => `${count} objects, ${size}, are at the destination alone`,
  otherSizeValue: (count: string, size: string) => `${count} objects, ${size} on the source, differ in size`,
  examples: (keys: readonly string[]) => `, for example ${keys.join(' and ')}`,
  leftOut: 'Not compared',
  reports: (count: string) => `${count} objects in aliyun_import_report/`,
  markers: (count: string) => `${count} directory markers`,
  changedLater: (count: string, date: string) => `${count} objects that the source changed since ${date}`,
  changed: 'Written meanwhile',
  changedValue: (source: string, destination: string) =>
    `${source} objects on the source and ${destination} at the destination were written while they were listed, or up to 15 minutes before`,
  prefixes: 'Prefixes',
  prefixesValue: (source: string, destination: string) =>
    `${source} on the source, ${destination} at the destination`,
  relisted: 'Listed again',
  relistedValue: (ranges: string) => `${ranges} ranges that differed`,
  time: 'Time',
  list: 'List',
  next: (command: string) =>
    `Everything has arrived. When nothing is written to the source any more, revoke the access: ${command}`,
  nextDifferent: (command: string) => `Run the migration job again for what is missing, then: ${command}`,
  comparing: (done: string, all: string) => `Comparing key by key: ${done} of ${all} ranges`,
};

/** Sentences about verifications that travel as data. */
export const verify = {
  notADate: ({ option }: { option: string }) =>
    `${option} must be a date or a time with its zone, for example 2026-03-01 or 2026-03-01T18:00:00+08:00.`,
  list: ({ side, bucket, round }: { side: 'source' | 'destination'; bucket: string; round: number }) =>
    `List the ${side}, ${bucket}, round ${round + 1}`,
  compare: 'Compare both sides',
  validate: 'Check the input',
  listing: ({ source, destination }: { source: string; destination: string }) =>
    `Listing KS3 bucket ${source} and OSS bucket ${destination}`,
  comparing: 'Both sides are listed; comparing them',
  summary: ({ bucket }: { bucket: string }) => `Verify the migration of KS3 bucket ${bucket}`,
  notADateInput: 'must be a date, or a time with its zone',
  interrupted: 'Interrupted: nothing is proven yet.',
};
