import type { EntryState } from '../../contract';

/** What a button says that moves an entry on, and what the note is for. */
export const STEPS: Record<EntryState, { action: string; about: string; danger?: boolean }> = {
  draft: { action: 'Back to draft', about: 'It can be changed again.' },
  ready: { action: 'Mark ready', about: 'Checked and complete, to be filed.' },
  filed: { action: 'Mark filed', about: 'Sent by the filing software. Its number is with CBP from then on: it is never un-filed.' },
  held: { action: 'Mark held', about: 'CBP or another agency holds the goods. Note who asked for what.' },
  exam: { action: 'Mark for exam', about: 'CBP wants to examine the goods. Note the kind of exam and where.' },
  rejected: { action: 'Mark rejected', about: 'CBP rejected it. Note the reason; it can be corrected and filed again.' },
  released: {
    action: 'Mark released',
    about: 'CBP released the goods. The days to file the summary and pay the duty begin with this day.',
  },
  paid: { action: 'Mark paid', about: 'Duty and fees are paid. Note the statement.' },
  liquidated: { action: 'Mark liquidated', about: 'CBP liquidated the entry: the time to protest begins with this day.' },
  closed: { action: 'Close', about: 'Nothing more is expected.' },
  void: { action: 'Void the number', about: 'Nothing was filed; the number is spent and stays on record with the reason.', danger: true },
};

/** States in which a note must say why. */
export const NOTED: readonly EntryState[] = ['held', 'exam', 'rejected', 'void'];

/** Where most entries of a state go next: what a batch is offered first. */
export const USUAL: Record<EntryState, EntryState> = {
  draft: 'ready',
  ready: 'filed',
  filed: 'released',
  held: 'released',
  exam: 'released',
  rejected: 'ready',
  released: 'paid',
  paid: 'closed',
  liquidated: 'closed',
  closed: 'closed',
  void: 'void',
};
