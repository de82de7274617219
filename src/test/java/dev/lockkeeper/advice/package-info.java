/// Tests of the words for problems.
@NullMarked
package dev.lockkeeper.advice;

import org.jspecify.annotations.NullMarked;
