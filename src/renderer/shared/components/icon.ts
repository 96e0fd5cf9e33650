import type { Component } from 'svelte';

/** A single icon of @lucide/svelte; its size comes from the class (`i`, `i s12`, `i s14`, `i s20`, `i s28`). */
export type Icon = Component<{ class?: string }>;
