import { Command, type Option } from 'commander';

// What the parser has beside its declared types.
interface Parser {
  readonly rawArgs: readonly string[];
  unknownOption(flag: string): void;
  missingMandatoryOptionValue(option: Option): void;
}

const longOption = /^--[a-z][a-z-]*$/;

/** Command that reports an unknown option instead of a missing mandatory option. Usually one typing mistake caused both. */
export class StrayOptionCommand extends Command {
  override createCommand(name?: string): Command {
    return new StrayOptionCommand(name);
  }

  // The parser calls it when a mandatory option was not given.
  missingMandatoryOptionValue(option: Option): void {
    const stray = this.findStrayOption();
    if (stray !== undefined) parserOf(this).unknownOption(stray);
    parserOf(Command.prototype).missingMandatoryOptionValue.call(this, option);
  }

  private findStrayOption(): string | undefined {
    const help = this.createHelp();
    const known = [...help.visibleOptions(this), ...help.visibleGlobalOptions(this)];
    const words = typedTo(this).flatMap((word) => word.split('=', 1));
    return words.find(
      (word) => longOption.test(word) && !known.some((option) => option.long === word),
    );
  }
}

const parserOf = (command: Command): Parser => command as unknown as Parser;

function typedTo(command: Command): readonly string[] {
  const top = command.parent === null ? undefined : typedTo(command.parent);
  return top ?? parserOf(command).rawArgs;
}
