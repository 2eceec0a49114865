/** The endings of the lists that the desk reads. */
export const SHEETS = '.csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods';
