// Records with nothing filled in.
import type { Bond, Client, ImporterData, NamedAddress, PowerOfAttorney } from '../../contract';

export const newAddress = (country = ''): NamedAddress => ({ name: '', street: '', city: '', state: '', postal_code: '', country });

export const newPower = (): PowerOfAttorney => ({
  kind: 'general',
  scope: '',
  signer: '',
  signer_title: '',
  signed: null,
  expires: null,
  revoked: null,
  partnership: false,
  agent_for_service: '',
  document: null,
});

export const newBond = (): Bond => ({ continuous: true, number: '', surety: '', surety_name: '', amount: null, from: null, until: null });

export const newImporterData = (): ImporterData => ({
  trade_name: '',
  physical_address: newAddress(),
  website: '',
  fax: '',
  business: '',
  naics: '',
  duns: '',
  entries_per_year: '',
  established: '',
  bank: '',
  certifier: '',
  certifier_title: '',
});

export const newClient = (): Client => ({
  id: 0,
  name: '',
  importer_number: null,
  address: newAddress('US'),
  email: '',
  phone: '',
  default_port: '',
  default_mode: null,
  default_country_of_shipment: '',
  power_of_attorney: null,
  notes: '',
  legal_form: null,
  bond: null,
  last_entry_elsewhere: null,
  importer_data: newImporterData(),
});
