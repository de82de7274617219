/// Tests of the words and ways out.
@NullMarked
package dev.lockkeeper.advice;

import org.jspecify.annotations.NullMarked;
