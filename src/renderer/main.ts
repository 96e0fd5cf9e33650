import './app/configure-zod.ts';
import { mount } from 'svelte';
import type { Desktop } from '../shared/app/desktop.ts';
import App from './app/App.svelte';
import { AppState } from './app/app-state.svelte.ts';
import './styles/index.css';

const desktop = (window as { readonly thawDesktop?: Desktop }).thawDesktop ?? null;
if (desktop) document.documentElement.dataset.platform = desktop.platform;

mount(App, { target: document.getElementById('app')!, props: { app: new AppState(desktop) } });
