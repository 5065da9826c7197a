/** For tests: a plain logistic regression, by Newton's method with a little ridge so that it always ends. */
export function fit(x: number[][], y: number[], ridge = 0.01): { weights: number[] } {
  const size = x[0]?.length ?? 0;
  let weights = Array.from({ length: size }, () => 0);
  for (let step = 0; step < 12; step++) {
    const gradient = weights.map((weight) => -ridge * weight);
    const hessian = weights.map((_, row) => weights.map((__, column) => (row === column ? ridge : 0)));
    for (const [place, row] of x.entries()) {
      const said =
        1 / (1 + Math.exp(-row.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), 0)));
      addRow(gradient, hessian, row, (y[place] ?? 0) - said, said * (1 - said));
    }
    const change = solve(hessian, gradient);
    weights = weights.map((weight, column) => weight + (change[column] ?? 0));
  }
  return { weights };
}

function addRow(gradient: number[], hessian: number[][], row: number[], error: number, spread: number): void {
  for (const [i, a] of row.entries()) {
    if (a === 0) continue;
    gradient[i] = (gradient[i] ?? 0) + a * error;
    const line = hessian[i] as number[];
    for (const [j, b] of row.entries()) line[j] = (line[j] ?? 0) + a * b * spread;
  }
}

/** Gauss and Jordan's elimination, with the largest pivot of each column. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, place) => [...row, right[place] ?? 0]);
  for (let column = 0; column < rows.length; column++) {
    const best = rows.reduce(
      (found, row, place) =>
        place >= column && Math.abs(row[column] ?? 0) > Math.abs(rows[found]?.[column] ?? 0) ? place : found,
      column,
    );
    [rows[column], rows[best]] = [rows[best] as number[], rows[column] as number[]];
    const pivot = rows[column] as number[];
    const by = pivot[column] ?? 1;
    for (const [place, row] of rows.entries()) {
      const share = place === column ? 0 : (row[column] ?? 0) / by;
      for (let at = column; at < row.length; at++) row[at] = (row[at] ?? 0) - share * (pivot[at] ?? 0);
    }
  }
  return rows.map((row, place) => (row.at(-1) ?? 0) / (row[place] ?? 1));
}
