/**
 * Tells on the console what is being done. A line appears when a step begins and gets its time when the next one begins,
 * so a step that takes long never looks like a standstill.
 */
export interface Progress {
  step(name: string): void;
  /** Something to look at that takes no time. */
  note(line: string): void;
  /** Ends the last step. */
  done(): void;
}

export function consoleProgress(
  write: (text: string) => void = (text) => void process.stdout.write(text),
  now: () => number = () => performance.now(),
): Progress {
  let since: number | null = null;
  const finish = () => {
    if (since === null) return;
    const seconds = (now() - since) / 1000;
    write(seconds >= 1 ? `  ${seconds.toFixed(1)} 秒\n` : '\n');
    since = null;
  };
  return {
    step(name) {
      finish();
      since = now();
      write(`· ${name} …`);
    },
    note(line) {
      finish();
      write(`  ${line}\n`);
    },
    done: finish,
  };
}
