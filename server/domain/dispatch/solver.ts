/** A matrix of 0 and 1, column by column. */
type Columns = {
  format: "csc";
  numRows: number;
  numCols: number;
  starts: Int32Array;
  indices: Int32Array;
  values: Float64Array;
};

/** The matrix with a 1 in these rows of each column. */
export function columnsOf(numRows: number, columns: readonly number[][]): Columns {
  const starts = new Int32Array(columns.length + 1);
  for (const [at, rows] of columns.entries()) starts[at + 1] = starts[at]! + rows.length;
  const indices = Int32Array.from(columns.flat());
  const values = new Float64Array(indices.length).fill(1);
  return { format: "csc", numRows, numCols: columns.length, starts, indices, values };
}

/** A linear program to be made as cheap as it can be; `integrality`: 1 for whole numbers, everywhere or nowhere. */
export type Program = {
  numCols: number;
  numRows: number;
  colCost: number[];
  colLower: number[];
  colUpper: number[];
  rowLower: number[];
  rowUpper: number[];
  matrix: Columns;
  integrality?: Array<0 | 1>;
};

/** A program in the solver's hands. It keeps its place from one run to the next, until it is disposed of. */
export type Model = {
  options: { set(options: Record<string, boolean | number | string>): unknown };
  addCols(columns: {
    cost: Float64Array;
    lower: Float64Array;
    upper: Float64Array;
    matrix: Columns;
  }): unknown;
  changeColBounds(column: number, lower: number, upper: number): unknown;
  setSolution(solution: { colValue: number[] }): unknown;
  run(): unknown;
  getSolution(): { colValue: Float64Array; rowDual: Float64Array };
  getModelStatus(): number;
  dispose(): void;
};

/** What is needed of a solver of linear and mixed-integer programs. HiGHS is one. */
export type Solver = {
  infinity: number;
  constants: { modelStatus: { optimal: number } };
  createModel(program: Program): Model;
};
