// One question at a time, asked in a dialog that App shows.

export interface Question {
  title: string;
  sentence: string;
  /** The button that does it, named after what it does. */
  action: string;
  danger?: boolean;
}

export const asking: { question: Question | null; answer: (yes: boolean) => void } = $state({ question: null, answer: () => undefined });

/** Asks, and answers `true` when the user agreed. */
export function confirm(question: Question): Promise<boolean> {
  asking.answer(false);
  return new Promise((resolve) => {
    asking.question = question;
    asking.answer = (yes) => {
      asking.question = null;
      asking.answer = () => undefined;
      resolve(yes);
    };
  });
}
