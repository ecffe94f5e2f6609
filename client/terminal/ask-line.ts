import { createInterface } from 'node:readline/promises';
import { visible } from '../../presentation/text/foreign-text';

/** Asks on the terminal and gives back the line that was typed. The question goes to standard error. */
export async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(visible(question));
  } finally {
    lines.close();
  }
}
