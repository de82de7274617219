@NullMarked
package dev.lockkeeper.adapter.age;

import org.jspecify.annotations.NullMarked;
