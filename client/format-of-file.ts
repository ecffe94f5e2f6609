import { extname } from 'node:path';

/** The format that the ending of a file names, as in `report.html`; text if it names none. */
export function formatOfFile<Format extends string>(
  file: string | undefined,
  formats: readonly Format[],
): Format | 'text' {
  const ending = extname(file ?? '')
    .slice(1)
    .toLowerCase();
  return formats.find((one) => one === ending) ?? 'text';
}
