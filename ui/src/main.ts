import { mount } from 'svelte';
import App from './app/App.svelte';
import { useHost } from './host';
import './styles/index.css';

async function start(): Promise<void> {
  // A made-up desk for looking at screens; the whole branch is absent from production builds.
  const asked = new URLSearchParams(location.search);
  if (import.meta.env.DEV && asked.has('mock')) {
    const { crowdedDesk, emptyDesk, mockHost } = await import('./host/mock');
    useHost(mockHost(asked.has('empty') ? emptyDesk : asked.has('rows') ? crowdedDesk(Number(asked.get('rows'))) : {}));
  }
  const target = document.getElementById('app');
  if (target) mount(App, { target });
}

void start();
