import { Command, type Help, type HelpContext, type Option, type OptionValueSource } from 'commander';
import { nearestName } from '../contracts/inputs/nearest-name';
import { synonymOf } from './command-synonyms';
import type { Words } from '../presentation/words/words';

/** Options of which nothing is a value as well: every key begins with it, and a note may be left out. */
const MAY_BE_EMPTY = /<(prefix|text)>/;

/** A command whose help and refusals are in one language; so are its subcommands. */
export class PrepCommand extends Command {
  readonly #words: Words['help'];

  constructor(name: string | undefined, words: Words['help']) {
    super(name);
    this.#words = words;
    this.helpOption('-h, --help', words.showHelp)
      .helpCommand(false)
      .showHelpAfterError(words.seeHelp)
      .configureHelp({
        styleTitle: (title) => (words.titles as Readonly<Record<string, string>>)[title] ?? title,
        optionDescription: ({ description, defaultValue }: Option) =>
          defaultValue === undefined
            ? description
            : `${description}${words.byDefault(JSON.stringify(defaultValue))}`,
      } satisfies Partial<Help>);
  }

  override createCommand(name?: string): PrepCommand {
    return new PrepCommand(name, this.#words);
  }

  /** Commander puts a space behind a title, which a Chinese colon has already. */
  override helpInformation(context?: HelpContext): string {
    return super.helpInformation(context).replace(/^(.*：) /, '$1');
  }

  /**
   * An option that is given again with another value: of two classes, say, neither is more meant than the other. One with
   * nothing as its value comes of a variable that is not set.
   */
  override setOptionValueWithSource(key: string, value: unknown, source: OptionValueSource): this {
    if (source === 'cli') {
      const flags = this.options.find((option) => option.attributeName() === key)?.flags ?? key;
      const again = this.getOptionValueSource(key) === 'cli';
      if (again && !Array.isArray(value) && value !== this.getOptionValue(key)) {
        this.#refuse('optionRepeated', this.#words.refused.optionRepeated(flags));
      }
      if (value === '' && !MAY_BE_EMPTY.test(flags)) {
        this.#refuse('optionMissingArgument', this.#words.refused.optionNeedsValue(flags));
      }
    }
    return super.setOptionValueWithSource(key, value, source);
  }

  // Commander calls these when it refuses a command line; its typings do not list them.
  missingArgument(name: string): never {
    return this.#refuse('missingArgument', this.#words.refused.missingArgument(name));
  }

  /** An argument without a text comes of a variable that is not set. */
  refuseEmptyArguments(): void {
    const at = this.args.indexOf('');
    if (at >= 0) {
      const name = this.registeredArguments[at]?.name() ?? '';
      this.#refuse('missingArgument', this.#words.refused.emptyArgument(name));
    }
  }

  optionMissingArgument({ flags }: Option): never {
    return this.#refuse('optionMissingArgument', this.#words.refused.optionNeedsValue(flags));
  }

  missingMandatoryOptionValue({ flags }: Option): never {
    return this.#refuse('missingMandatoryOptionValue', this.#words.refused.optionRequired(flags));
  }

  _conflictingOption({ flags }: Option, other: Option): never {
    return this.#refuse('conflictingOption', this.#words.refused.conflict(flags, other.flags));
  }

  unknownOption(flag: string): never {
    const known = this.options.flatMap(({ long }) => long ?? []);
    return this.#refuse('unknownOption', this.#words.refused.unknownOption(flag), flag, known);
  }

  unknownCommand(): never {
    const name = this.args[0] ?? '';
    const known = this.commands.map((command) => command.name());
    const meant = synonymOf(name.toLowerCase(), known);
    const likely = meant === null ? known : [meant];
    const written = meant ?? name;
    return this.#refuse('unknownCommand', this.#words.refused.unknownCommand(name), written, likely);
  }

  /** Whoever asks for the help of a command that does not exist did not ask for that of the others. */
  _outputHelpIfRequested(args: readonly string[]): void {
    const [first = '-'] = this.args;
    const asksForHelp = args.includes('--help') || args.includes('-h');
    if (asksForHelp && this.commands.length > 0 && !first.startsWith('-')) {
      this.unknownCommand();
    }
    if (asksForHelp) {
      this.help();
    }
  }

  _excessArguments(given: readonly string[]): never {
    const expected = this.registeredArguments.length;
    return this.#refuse('excessArguments', this.#words.refused.tooManyArguments(expected, given.length));
  }

  #refuse(code: string, what: string, given = '', known: readonly string[] = []): never {
    const { error, didYouMean } = this.#words.refused;
    const meant = nearestName(given, known);
    return this.error(`${error(what)}${meant === null ? '' : `\n${didYouMean(meant)}`}`, {
      code: `commander.${code}`,
    });
  }
}
