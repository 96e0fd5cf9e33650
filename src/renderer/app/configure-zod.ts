import * as z from 'zod';

// The page's content security policy forbids code made from text. Imported before any schema is made.
z.config({ jitless: true });
