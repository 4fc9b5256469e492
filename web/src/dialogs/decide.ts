/** Decisions of a person: written to the graph's decisions file, with a way back. */

import { api, type Decision, type Word } from '../api';
import { notice } from '../dom';

/** Write a decision; the notice that says so has a button that takes it back. */
export async function decide(kind: string, words: readonly Word[], said: string): Promise<void> {
  const answer = await api.decide(kind, words);
  const { line } = answer;
  const unmatched = answer.unmatched?.length ? ` It fits nothing at present: ${answer.unmatched.join('; ')}` : '';
  notice(said + unmatched, line === undefined ? undefined : { label: 'Undo', run: () => void undo(line) });
}

/** Several decisions of one kind, said once and taken back together. */
export async function decideAll(kind: string, all: readonly string[][], said: string): Promise<void> {
  const lines: number[] = [];
  for (const words of all) {
    const { line } = await api.decide(kind, words);
    if (line !== undefined) lines.push(line);
  }
  notice(said, { label: 'Undo', run: () => void undo(...lines) });
}

/** Take back a decision as it stands in the list. */
export async function undoDecision({ line, text }: Decision): Promise<void> {
  await saying(() => api.undo(line, text));
}

/** Take back the decisions of some lines; from the last on, since lines behind one that goes move up. */
async function undo(...lines: readonly number[]): Promise<void> {
  await saying(async () => {
    for (const line of [...lines].sort((a, b) => b - a)) await api.undo(line);
  });
}

async function saying(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    notice('Taken back.');
  } catch (error) {
    notice(error instanceof Error ? error.message : String(error));
  }
}

/** `decide`, where a failure is told in passing. */
export async function decideOrSay(kind: string, words: readonly Word[], said: string): Promise<boolean> {
  try {
    await decide(kind, words, said);
    return true;
  } catch (error) {
    notice(error instanceof Error ? error.message : String(error));
    return false;
  }
}
