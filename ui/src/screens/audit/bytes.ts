/** A size for people: `812 bytes`, `48 KB`, `3.2 MB`. */
export function bytes(size: number): string {
  if (size < 1000) return `${size} ${size === 1 ? 'byte' : 'bytes'}`;
  const steps = ['KB', 'MB', 'GB'];
  let value = size / 1000;
  let step = 0;
  while (value >= 999.5 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${steps[step] ?? ''}`;
}
