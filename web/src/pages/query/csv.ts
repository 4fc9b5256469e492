/** A table as CSV (RFC 4180): names in place of entities' IRIs, so that spreadsheets and charts can use it. */

import type { Cell, Table } from '../../api';

export function csv(table: Table): string {
  const lines = [table.variables, ...table.rows.map((row) => row.map(text))];
  return lines.map((line) => line.map(quoted).join(',')).join('\r\n') + '\r\n';
}

function text(cell: Cell | null): string {
  return cell ? (cell.name ?? cell.value) : '';
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;
}
