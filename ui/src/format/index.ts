export * from './date';
export * from './journal';
export * from './money';
export * from './tests';
export * from './words';
