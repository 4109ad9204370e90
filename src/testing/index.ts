import 'reflect-metadata';

export { FakeClock } from './fake-clock.js';
