import type { Said, Say } from '../phrase';

/** What is wrong with the files of an estimate. */
export const estimate = {
  notAnInventory: ({ file }: { file: string }) =>
    `${file} is not the JSON of an inventory. Give the output of "npx prep inventory --json" or "npx prep report --format json".`,
  notPrices: ({ file, lines }: { file: string; lines: readonly Said[] }, say: Say) =>
    `${file} is not a file of prices:\n${lines.map((line) => `- ${say(line)}`).join('\n')}\nprices.example.toml shows its form.`,
  notToml: ({ file, problems }: { file: string; problems: string }) =>
    `${file} is not a file of prices (${problems}). Copy prices.example.toml and change it.`,
  notADate: 'is not a date',
  future: 'is in the future: it is the day on which the prices were looked up',
  notACurrency: 'must be three capital letters',
};
