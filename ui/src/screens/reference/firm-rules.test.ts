import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { session } from '../../app/session.svelte';
import type { FirmRules } from '../../contract';
import { useHost } from '../../host';
import { mockHost } from '../../host/mock';
import { formOf, newRow, problemsOf, rulesOf, words, wrongRows } from './firm-rules';
import FirmTab from './FirmTab.svelte';

afterEach(cleanup);

const rules: FirmRules = {
  limits: [{ ceiling: '500.00', reason: 'insurer', from: '2024-01-01', last_day: '2024-12-31' }],
  watches: [{ words: ['vape', 'e-liquid'], reason: 'seizures', from: '2024-03-01', last_day: null }],
  barred: [{ shipper: 'Acme Trading', reason: 'unpaid', from: '2024-02-01', last_day: null }],
};

describe('the form of the firm’s rules', () => {
  it('gives stored rules back as they were', () => {
    expect(rulesOf(formOf(rules))).toEqual(rules);
    expect(wrongRows(formOf(rules))).toBe(0);
  });

  it('takes amounts and words as people type them', () => {
    const form = formOf(rules);
    Object.assign(form.limits[0] ?? {}, { what: ' $1,040.5 ', last: '' });
    expect(rulesOf(form).limits[0]).toMatchObject({ ceiling: '1040.5', last_day: null });
    expect(words(' vape,, e liquid ,vape')).toEqual(['vape', 'e liquid']);
  });

  it('says what a row still lacks, and never lets a rule end before it begins', () => {
    expect(problemsOf('limits', newRow('2024-06-03'))).toEqual({
      what: 'An amount like 500.00.',
      reason: 'Say why; decisions will quote it.',
    });
    expect(problemsOf('watches', { ...newRow(''), what: ' , ', reason: 'x' })).toEqual({
      what: 'At least one word.',
      from: 'The first day.',
    });
    const ended = { ...newRow('2024-06-03'), what: 'Acme', reason: 'unpaid', last: '2024-06-02' };
    expect(problemsOf('barred', ended)).toEqual({ last: 'Before it begins on 3 Jun 2024.' });
    expect(problemsOf('barred', { ...ended, last: '2024-06-03' })).toEqual({});
  });
});

describe('the firm’s rules on screen', () => {
  it('tries what is typed on stored shipments, and saves it', async () => {
    const tried: unknown[] = [];
    const saved: FirmRules[] = [];
    const rulebook = { version: 'made up with Harbor Brokerage', verified_through: '2026-10-05' };
    useHost(
      mockHost(
        {
          firm_rules: () => ({ rules, text: 'firm = "Harbor"', rulebook }),
          firm_rules_save: (args) => {
            saved.push(args.rules);
            return { rules: args.rules, text: '', rulebook };
          },
        },
        {
          rules_dry_run: (args) => {
            tried.push(args.rules.limits[0]?.ceiling);
            return {
              shipments: 340,
              differ: 1,
              rows: [
                {
                  id: 6,
                  bill: 'NK-20417',
                  client: 'Nordlicht',
                  arrival: '2024-06-03',
                  now: 'section-321',
                  then: 'review',
                  because: 'Harbor looks at it.',
                },
              ],
              sentence: 'With these rules 1 of 340 decisions differs.',
            };
          },
        },
      ),
    );
    await session.refresh();
    render(FirmTab);
    const limit = await screen.findByLabelText('More than, USD, row 1');
    expect((screen.getByRole('button', { name: /Save/ }) as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(limit, { target: { value: '400' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Try on stored shipments' }));
    expect(await screen.findByText('With these rules 1 of 340 decisions differs.')).toBeTruthy();
    expect(screen.getByText('NK-20417').closest('tr')?.textContent).toContain('Harbor looks at it.');
    expect(tried).toEqual(['400']);

    await fireEvent.click(screen.getByRole('button', { name: 'Remove row 1 of Barred shippers' }));
    await fireEvent.click(screen.getByRole('button', { name: /Save/ }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]).toEqual({ ...rules, limits: [{ ...rules.limits[0], ceiling: '400' }], barred: [] });
  });

  it('does not save a row that lacks something, and says which', async () => {
    useHost(mockHost({ firm_rules: () => ({ rules, text: '', rulebook: { version: '', verified_through: '' } }) }));
    render(FirmTab);
    await fireEvent.click(await screen.findByRole('button', { name: 'Bar a shipper' }));
    await fireEvent.click(screen.getByRole('button', { name: /Save/ }));
    expect(await screen.findByText('The shipper’s name.')).toBeTruthy();
  });
});
