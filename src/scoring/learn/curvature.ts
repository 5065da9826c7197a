import { logOdds, probability, type Logistic } from './logistic.ts';
import type { Matrix } from './sample.ts';

/**
 * How −log likelihood and penalty curve around a model: XᵀWX + λ over the columns and, last, the intercept; row by row.
 */
export function curvatureOf(matrix: Matrix, model: Logistic, l2: number): Float64Array {
  const { rows, columns, starts, indices, values } = matrix;
  const size = columns + 1;
  const curvature = new Float64Array(size * size);
  for (let at = 0; at < columns; at++) curvature[at * size + at] = l2;
  const odds = logOdds(model, matrix);
  for (let row = 0; row < rows; row++) {
    const p = probability(odds[row]!);
    const weight = p * (1 - p);
    const end = starts[row + 1]!;
    for (let i = starts[row]!; i < end; i++) {
      const [from, by] = [indices[i]! * size, weight * values[i]!];
      for (let j = starts[row]!; j < end; j++) curvature[from + indices[j]!]! += by * values[j]!;
      curvature[from + columns]! += by;
      curvature[columns * size + indices[i]!]! += by;
    }
    curvature[size * size - 1]! += weight;
  }
  return curvature;
}

/** The lower triangle whose square a symmetric matrix is (Cholesky); null when it curves nowhere in some direction. */
export function rootOf(matrix: Float64Array, size: number): Float64Array | null {
  const root = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= root[i * size + k]! * root[j * size + k]!;
      if (i !== j) root[i * size + j] = sum / root[j * size + j]!;
      else if (sum > 1e-12) root[i * size + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return root;
}

/** What the matrix with this root makes `right` of. */
export function solved(root: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const found = right.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) found[i]! -= root[i * size + k]! * found[k]!;
    found[i]! /= root[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) found[i]! -= root[k * size + i]! * found[k]!;
    found[i]! /= root[i * size + i]!;
  }
  return found;
}
