// The places of the window, in the order of the navigation.
import type { IconName } from '../kit';
import type { ScreenName } from './router.svelte';

export interface Place {
  screen: ScreenName;
  label: string;
  icon: IconName;
  /** The key after `g`. */
  key: string;
}

export const PLACES: Place[] = [
  { screen: 'today', label: 'Today', icon: 'home', key: 't' },
  { screen: 'intake', label: 'Intake', icon: 'intake', key: 'i' },
  { screen: 'shipments', label: 'Shipments', icon: 'box', key: 's' },
  { screen: 'people', label: 'People', icon: 'people', key: 'p' },
  { screen: 'clients', label: 'Clients', icon: 'building', key: 'c' },
  { screen: 'entries', label: 'Entries', icon: 'page', key: 'e' },
  { screen: 'audit', label: 'Audit', icon: 'shield', key: 'a' },
  { screen: 'reference', label: 'Reference', icon: 'book', key: 'r' },
  { screen: 'settings', label: 'Settings', icon: 'gear', key: ',' },
];
