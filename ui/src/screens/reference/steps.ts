/** What a line owed over time, as a step chart: pure arithmetic, so that it can be tested without a window. */
import type { DutyStep } from '../../contract';
import { place, type Span } from './timeline';

/** A step in pixels; its level is the duty in percent of the value. */
export interface Stair {
  /** Place in the list that was given. */
  index: number;
  x: number;
  width: number;
  /** From the top; the bottom where there is no amount. */
  y: number;
  /** Percent of the value; `null` where there is no amount. */
  percent: number | null;
}

/** Duty as percent of the value, for drawing and reading only; amounts stay text. */
export function percentOf(duty: string | null, value: string): number | null {
  const worth = Number(value);
  return duty === null || !(worth > 0) ? null : (Number(duty) / worth) * 100;
}

/** `16.5 %`, `26 %`. */
export function percentWords(percent: number | null): string {
  return percent === null ? 'no amount' : `${Number(percent.toFixed(2))} %`;
}

/** A round figure at or above the highest level: the top of the axis. */
export function top(percents: (number | null)[]): number {
  const most = Math.max(0, ...percents.map((p) => p ?? 0));
  return [5, 10, 20, 30, 50, 75, 100, 150, 200, 300].find((t) => t >= most) ?? Math.ceil(most / 100) * 100;
}

/** The steps in pixels. */
export function stairs(steps: DutyStep[], value: string, span: Span, width: number, height: number): Stair[] {
  const percents = steps.map((s) => percentOf(s.duty, value));
  const most = top(percents);
  return steps.map((step, index) => {
    const x = Math.max(0, place(step.from, span, width));
    const right = Math.min(width, place(step.to, span, width));
    const percent = percents[index] ?? null;
    return { index, x, width: Math.max(1, right - x), y: percent === null ? height : height - (percent / most) * height, percent };
  });
}

/** The line over the steps: it breaks where there is no amount. */
export function outline(drawn: Stair[]): string {
  let path = '';
  let pen = false;
  for (const stair of drawn) {
    if (stair.percent === null) {
      pen = false;
      continue;
    }
    path += `${pen ? 'L' : 'M'}${stair.x.toFixed(1)} ${stair.y.toFixed(1)}H${(stair.x + stair.width).toFixed(1)}`;
    pen = true;
  }
  return path;
}

/** The step that a day falls into. */
export function stepOn(steps: DutyStep[], day: string): number {
  return steps.findIndex((s) => s.from <= day && day < s.to);
}

/** The programs a special column lists: `Free (AU,KR, S)` are AU, KR and S. */
export function programsOf(special: string): string[] {
  const groups = [...special.matchAll(/\(([^)]*)\)/g)].flatMap((m) => (m[1] ?? '').split(','));
  return [...new Set(groups.map((p) => p.trim()).filter((p) => /^[A-Z]{1,2}[+*]?$/.test(p)))];
}
