// The tests of a decision by name. What came out is said by the test itself; this is only its heading.
import type { Outcome, TestResult } from '../contract';
import { title } from './words';

const NAMES: Record<string, string> = {
  'required-data': 'The data the law asks for',
  description: 'Words that say what it is',
  'value-ceiling': 'Value within the ceiling',
  'person-day-aggregate': 'One person, one day',
  'single-order-split': 'Not one order in lots',
  'restricted-goods': 'No restricted goods',
  'partner-agency': 'Partner agencies',
  quota: 'Quota',
  'antidumping-countervailing': 'Antidumping, countervailing',
  'ftz-or-warehouse-withdrawal': 'Zone or warehouse withdrawal',
  'gift-ceiling': 'Gift within its ceiling',
  'gift-conditions': 'Conditions of a gift',
  'accompanied-ceiling': 'Traveler’s ceiling',
  'exemption-in-force': 'Exemption in force',
  'informal-ceiling': 'Informal limit',
  'chapter-99-informal-ceiling': 'Informal limit with Chapter 99',
  'postal-conditions': 'Conditions of mail',
  'importer-of-record': 'Importer of record',
  override: 'Decided otherwise by a broker',
};

const SHORT: Record<string, string> = {
  'required-data': 'required data',
  description: 'description',
  'value-ceiling': 'value ceiling',
  'person-day-aggregate': 'one person, one day',
  'single-order-split': 'order in lots',
  'restricted-goods': 'restricted goods',
  'partner-agency': 'partner agencies',
  'antidumping-countervailing': 'AD/CVD',
  'ftz-or-warehouse-withdrawal': 'zone or warehouse',
  'gift-ceiling': 'gift ceiling',
  'gift-conditions': 'gift',
  'accompanied-ceiling': 'traveler',
  'exemption-in-force': 'exemption',
  'informal-ceiling': 'informal limit',
  'chapter-99-informal-ceiling': 'Chapter 99 limit',
  'postal-conditions': 'mail',
  'importer-of-record': 'importer of record',
};

/** Tests that do not concern a shipment, in one line: `Quota, AD/CVD, gift, mail`. */
export function testList(ids: string[]): string {
  const words = ids.map((id) => SHORT[id] ?? title(id).toLowerCase()).join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The heading of a test. */
export const testName = (id: string): string => NAMES[id] ?? title(id);

const WEIGHT: Record<Outcome, number> = { fail: 0, review: 1, pass: 2, 'not-applicable': 3 };

/** The tests that were run, what is in the way first, and apart from them those that do not concern the shipment. */
export function sortTests(tests: TestResult[]): { run: TestResult[]; idle: TestResult[] } {
  const run = tests.filter((t) => t.outcome !== 'not-applicable').sort((a, b) => WEIGHT[a.outcome] - WEIGHT[b.outcome]);
  return { run, idle: tests.filter((t) => t.outcome === 'not-applicable') };
}

/** Splits a sentence so that its amounts can be set in bold. */
export function figures(sentence: string): { text: string; bold: boolean }[] {
  return sentence
    .split(/(-?\$\d[\d,]*(?:\.\d+)?)/)
    .map((text, i) => ({ text, bold: i % 2 === 1 }))
    .filter((part) => part.text !== '');
}
