export { default as Grid } from './Grid.svelte';
export type { GridColumn } from './columns';
