// tsyringe refuses to load without it, so it comes first.
import 'reflect-metadata';

export { Lifecycle, container, delay, inject, injectable } from 'tsyringe';
export type { DependencyContainer, InjectionToken } from 'tsyringe';
