/// What is handed to those who help: the findings of the chain for people and programs, and a bundle of all that tells of this machine,
/// without its secrets.
@NullMarked
package dev.lockkeeper.support;

import org.jspecify.annotations.NullMarked;
