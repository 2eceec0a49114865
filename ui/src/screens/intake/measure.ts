/** A width for a column that shows most of its cells whole and none too wide. */
export function columnWidth(header: string, target: string, samples: string[]): number {
  // Figures are wider than letters; every cell keeps room for its mark.
  const lengths = samples.map((s) => s.length * (/[a-z]/.test(s) ? 7 : 8.2)).sort((a, b) => a - b);
  const cells = (lengths[Math.ceil(lengths.length * 0.8) - 1] ?? 0) + 36;
  const heads = Math.max(Math.min(header.length, 18) * 6.4 + 16, Math.min(target.length, 18) * 7.2 + 38);
  return Math.round(Math.min(236, Math.max(72, cells, heads)));
}
