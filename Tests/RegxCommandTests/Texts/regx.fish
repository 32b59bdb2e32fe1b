# Completion of regx for fish: a file regx.fish in its completions.

function __regx_is
    set -l words (commandline -opc)
    test (count $words) -ge 2; or return
    contains -- $words[2] 'dropout' 'vanilla-dropout' 'drop-path' 'drop-path:bernoulli' 'drop-path:prescaled' 'drop-path:rand-gt' 'drop-path:article-module' 'dropout1d' 'dropout2d' 'dropout3d' 'feature-dropout' 'alpha-dropout' 'feature-alpha-dropout' 'stochastic-depth:row' 'stochastic-depth:batch' 'drop-block:timm' 'drop-block:torchvision' 'drop-connect' 'gaussian-dropout' 'dropout:binomial' 'dropout:rand-gt' 'dropout:rand-lt' 'dropout:cs231n' 'dropout:linen' 'dropout:nnx'; and set words[2] apply
    contains -- $words[2] $argv
end

function __regx_list
    set -l token (commandline -ct | string replace -r '^--[^=]*=' '')
    set -l before (string match -r '^.*,' -- $token)
    printf '%s\n' "$before"($argv)
end

function __regx_1
    printf '%s\t%s\n' \
        'dropout' 'F.dropout, nn.Dropout: zeroes elements, scales the rest' \
        'vanilla-dropout' 'the original dropout: masks in training, multiplies by 1 - p in evaluation' \
        'drop-path' 'timm\'s first form: floor(keep + rand), the input divided first' \
        'drop-path:bernoulli' 'today\'s timm and the article\'s last form: the mask divided first' \
        'drop-path:prescaled' 'the article\'s first form: the input divided first, a Bernoulli mask' \
        'drop-path:rand-gt' 'what the article calls equivalent; keeps with probability p, wrong unless p = 0.5' \
        'drop-path:article-module' 'DropPath(p) as the article wrote it: its p arrives as the keep probability' \
        'dropout1d' 'F.dropout1d: zeroes whole channels' \
        'dropout2d' 'F.dropout2d: zeroes whole channels' \
        'dropout3d' 'F.dropout3d: zeroes whole channels' \
        'feature-dropout' 'torch.feature_dropout: zeroes whole channels' \
        'alpha-dropout' 'F.alpha_dropout: keeps mean and variance after SELU' \
        'feature-alpha-dropout' 'F.feature_alpha_dropout: the same for whole channels' \
        'stochastic-depth:row' 'torchvision.ops.stochastic_depth(mode="row")' \
        'stochastic-depth:batch' 'torchvision.ops.stochastic_depth(mode="batch")' \
        'drop-block:timm' 'timm DropBlock2d: drops square blocks, by default the same in all channels' \
        'drop-block:torchvision' 'torchvision.ops.drop_block2d, drop_block3d for 5-D: blocks per channel' \
        'drop-connect' 'F.dropout of a linear layer\'s weights: the input, or --weight' \
        'gaussian-dropout' 'Keras\'s GaussianDropout with PyTorch\'s normals: nothing is zeroed' \
        'dropout:binomial' 'NumPy: x * binomial(1, 1 - p) / (1 - p)' \
        'dropout:rand-gt' 'Dive into Deep Learning\'s dropout_layer: (rand > p) * x / (1 - p)' \
        'dropout:rand-lt' 'x * (rand < 1 - p) / (1 - p), as it is written out by hand' \
        'dropout:cs231n' 'CS231n\'s notes: x * ((rand < keep) / keep), in float64' \
        'dropout:linen' 'flax.linen.Dropout, rngs={\'dropout\': key(seed)}' \
        'dropout:nnx' 'flax.nnx.Dropout, rngs=Rngs(seed)'
end

function __regx_2
    printf '%s\t%s\n' \
        'torch' 'PyTorch CPU, newest verified version: 2.13; 2.12 is the same' \
        'torch-mkl' 'PyTorch CPU, x86-64 wheels 2.0 to 2.6, any x86 processor' \
        'numpy' 'NumPy\'s np.random.seed and RandomState' \
        'numpy-generator' 'NumPy\'s np.random.default_rng' \
        'jax' 'JAX\'s jax.random.key on the CPU, and Flax\'s dropout' \
        'torch-2.13' 'PyTorch 2.13 CPU, any processor' \
        'torch-2.12' 'PyTorch 2.12 CPU, any processor' \
        'torch-2.11' 'PyTorch 2.11 CPU, any processor' \
        'torch-2.10' 'PyTorch 2.10 CPU, any processor' \
        'torch-2.9' 'PyTorch 2.9 CPU, any processor' \
        'torch-2.8' 'PyTorch 2.8 CPU, any processor' \
        'torch-2.7' 'PyTorch 2.7 CPU, any processor' \
        'torch-2.6' 'PyTorch 2.6 CPU, x86-64 wheels' \
        'torch-2.5' 'PyTorch 2.5 CPU, x86-64 wheels' \
        'torch-2.4' 'PyTorch 2.4 CPU, x86-64 wheels' \
        'torch-2.3' 'PyTorch 2.3 CPU, x86-64 wheels' \
        'torch-2.2' 'PyTorch 2.2 CPU, x86-64 wheels' \
        'torch-2.1' 'PyTorch 2.1 CPU, x86-64 wheels' \
        'torch-2.0' 'PyTorch 2.0 CPU, x86-64 wheels' \
        'torch-1.13' 'PyTorch 1.13 CPU on AMD' \
        'torch-1.13-intel' 'PyTorch 1.13 and before CPU, x86-64 wheels on Intel' \
        'torch-cuda' 'PyTorch on a CUDA GPU, after 2.7 (from its sources)' \
        'torch-cuda-2.6' 'PyTorch 1.6 to 2.6 on a CUDA GPU (from its sources)' \
        'torch-cuda-1.5' 'PyTorch 1.5 and before on a CUDA GPU' \
        'torch-compile' 'torch.compile on the CPU, PyTorch 2.13' \
        'mlx' 'MLX from Python, 0.19.2 and later' \
        'mlx-swift' 'MLX from Swift' \
        'mlx-0.19.1' 'MLX from Python, before 0.19.2' \
        'tensorflow' 'TensorFlow\'s tf.random.set_seed and tf.nn.dropout, on the CPU' \
        'tensorflow-stateless' 'TensorFlow\'s stateless draws, seed=(--seed, --op-seed), on the CPU' \
        'keras-tensorflow' 'keras.layers.Dropout(rate, seed=seed) on tensorflow' \
        'keras-jax' 'keras.layers.Dropout(rate, seed=seed) on jax' \
        'keras-torch' 'keras.layers.Dropout(rate, seed=seed) on torch' \
        'keras-numpy' 'keras.layers.Dropout(rate, seed=seed) on numpy' \
        'triton' 'Triton\'s tl.rand(seed, index)'
end

function __regx_3
    printf '%s\t%s\n' \
        'rand' 'uniform in 0..<1, drawn before anything else' \
        'randn' 'standard normal, drawn before anything else' \
        'ones' '1 everywhere' \
        'zeros' '0 everywhere' \
        'arange' '0, 1, 2, ... in row-major order'
end

function __regx_4
    printf '%s\t%s\n' \
        'float32' '' \
        'float64' '' \
        'float16' '' \
        'bfloat16' ''
end

function __regx_5
    printf '%s\t%s\n' \
        'contiguous' '' \
        'channels_last' ''
end

function __regx_6
    printf '%s\t%s\n' \
        'avx2' '' \
        'libm' ''
end

function __regx_7
    printf '%s\t%s\n' \
        't4' '40 multiprocessors of 1024 threads' \
        'k80' '13 multiprocessors of 2048 threads' \
        'p100' '56 multiprocessors of 2048 threads' \
        'v100' '80 multiprocessors of 2048 threads' \
        'a10' '72 multiprocessors of 1536 threads' \
        'a10g' '80 multiprocessors of 1536 threads' \
        'a30' '56 multiprocessors of 2048 threads' \
        'a40' '84 multiprocessors of 1536 threads' \
        'a100' '108 multiprocessors of 2048 threads' \
        'l4' '58 multiprocessors of 1536 threads' \
        'l40' '142 multiprocessors of 1536 threads' \
        'l40s' '142 multiprocessors of 1536 threads' \
        'h20' '78 multiprocessors of 2048 threads' \
        'h100-pcie' '114 multiprocessors of 2048 threads' \
        'h100-sxm' '132 multiprocessors of 2048 threads' \
        'h200' '132 multiprocessors of 2048 threads' \
        'b200' '148 multiprocessors of 2048 threads' \
        'rtx-2080-ti' '68 multiprocessors of 1024 threads' \
        'rtx-3060' '28 multiprocessors of 1536 threads' \
        'rtx-3090' '82 multiprocessors of 1536 threads' \
        'rtx-4060' '24 multiprocessors of 1536 threads' \
        'rtx-4080-super' '80 multiprocessors of 1536 threads' \
        'rtx-4090' '128 multiprocessors of 1536 threads' \
        'rtx-4090-d' '114 multiprocessors of 1536 threads' \
        'rtx-5090' '170 multiprocessors of 1536 threads' \
        'rtx-a4000' '48 multiprocessors of 1536 threads' \
        'rtx-a6000' '84 multiprocessors of 1536 threads' \
        'rtx-6000-ada' '142 multiprocessors of 1536 threads'
end

function __regx_8
    printf '%s\t%s\n' \
        'input' 'the tensor that the modes are applied to' \
        'mask' 'the draws: 1 for what is kept' \
        'noise' 'what the mode makes of ones: the mask after its scaling' \
        'output' 'the result'
end

function __regx_9
    printf '%s\t%s\n' \
        'torch' 'the bytes of Python\'s print(tensor)' \
        'compact' 'the same without blank lines between a sample\'s channels' \
        'numpy' 'the bytes of Python\'s print(array)' \
        'json' 'nested arrays with dtype and shape, exact' \
        'csv' 'one line for each innermost row, exact' \
        'npy' 'the file that numpy.save writes' \
        'safetensors' 'the file that safetensors writes' \
        'raw' 'the elements\' little-endian bytes' \
        'hex' 'one bit pattern a line, fixed width'
end

function __regx_10
    printf '%s\t%s\n' \
        'auto' '' \
        'always' '' \
        'never' ''
end

function __regx_11
    printf '%s\t%s\n' \
        'auto' '' \
        'on' '' \
        'off' ''
end

function __regx_12
    printf '%s\t%s\n' \
        'default' '' \
        'short' '' \
        'full' ''
end

function __regx_13
    printf '%s\t%s\n' \
        'dropout' 'F.dropout, nn.Dropout: zeroes elements, scales the rest' \
        'vanilla-dropout' 'the original dropout: masks in training, multiplies by 1 - p in evaluation' \
        'drop-path' 'timm\'s first form: floor(keep + rand), the input divided first' \
        'drop-path:bernoulli' 'today\'s timm and the article\'s last form: the mask divided first' \
        'drop-path:prescaled' 'the article\'s first form: the input divided first, a Bernoulli mask' \
        'drop-path:rand-gt' 'what the article calls equivalent; keeps with probability p, wrong unless p = 0.5' \
        'drop-path:article-module' 'DropPath(p) as the article wrote it: its p arrives as the keep probability' \
        'dropout1d' 'F.dropout1d: zeroes whole channels' \
        'dropout2d' 'F.dropout2d: zeroes whole channels' \
        'dropout3d' 'F.dropout3d: zeroes whole channels' \
        'feature-dropout' 'torch.feature_dropout: zeroes whole channels' \
        'alpha-dropout' 'F.alpha_dropout: keeps mean and variance after SELU' \
        'feature-alpha-dropout' 'F.feature_alpha_dropout: the same for whole channels' \
        'stochastic-depth:row' 'torchvision.ops.stochastic_depth(mode="row")' \
        'stochastic-depth:batch' 'torchvision.ops.stochastic_depth(mode="batch")' \
        'drop-block:timm' 'timm DropBlock2d: drops square blocks, by default the same in all channels' \
        'drop-block:torchvision' 'torchvision.ops.drop_block2d, drop_block3d for 5-D: blocks per channel' \
        'drop-connect' 'F.dropout of a linear layer\'s weights: the input, or --weight' \
        'gaussian-dropout' 'Keras\'s GaussianDropout with PyTorch\'s normals: nothing is zeroed' \
        'dropout:binomial' 'NumPy: x * binomial(1, 1 - p) / (1 - p)' \
        'dropout:rand-gt' 'Dive into Deep Learning\'s dropout_layer: (rand > p) * x / (1 - p)' \
        'dropout:rand-lt' 'x * (rand < 1 - p) / (1 - p), as it is written out by hand' \
        'dropout:cs231n' 'CS231n\'s notes: x * ((rand < keep) / keep), in float64' \
        'dropout:linen' 'flax.linen.Dropout, rngs={\'dropout\': key(seed)}' \
        'dropout:nnx' 'flax.nnx.Dropout, rngs=Rngs(seed)'
end

function __regx_14
    printf '%s\t%s\n' \
        'torch' 'PyTorch CPU, newest verified version: 2.13; 2.12 is the same' \
        'torch-mkl' 'PyTorch CPU, x86-64 wheels 2.0 to 2.6, any x86 processor' \
        'numpy' 'NumPy\'s np.random.seed and RandomState' \
        'numpy-generator' 'NumPy\'s np.random.default_rng' \
        'jax' 'JAX\'s jax.random.key on the CPU, and Flax\'s dropout' \
        'torch-2.13' 'PyTorch 2.13 CPU, any processor' \
        'torch-2.12' 'PyTorch 2.12 CPU, any processor' \
        'torch-2.11' 'PyTorch 2.11 CPU, any processor' \
        'torch-2.10' 'PyTorch 2.10 CPU, any processor' \
        'torch-2.9' 'PyTorch 2.9 CPU, any processor' \
        'torch-2.8' 'PyTorch 2.8 CPU, any processor' \
        'torch-2.7' 'PyTorch 2.7 CPU, any processor' \
        'torch-2.6' 'PyTorch 2.6 CPU, x86-64 wheels' \
        'torch-2.5' 'PyTorch 2.5 CPU, x86-64 wheels' \
        'torch-2.4' 'PyTorch 2.4 CPU, x86-64 wheels' \
        'torch-2.3' 'PyTorch 2.3 CPU, x86-64 wheels' \
        'torch-2.2' 'PyTorch 2.2 CPU, x86-64 wheels' \
        'torch-2.1' 'PyTorch 2.1 CPU, x86-64 wheels' \
        'torch-2.0' 'PyTorch 2.0 CPU, x86-64 wheels' \
        'torch-1.13' 'PyTorch 1.13 CPU on AMD' \
        'torch-1.13-intel' 'PyTorch 1.13 and before CPU, x86-64 wheels on Intel' \
        'torch-cuda' 'PyTorch on a CUDA GPU, after 2.7 (from its sources)' \
        'torch-cuda-2.6' 'PyTorch 1.6 to 2.6 on a CUDA GPU (from its sources)' \
        'torch-cuda-1.5' 'PyTorch 1.5 and before on a CUDA GPU' \
        'torch-compile' 'torch.compile on the CPU, PyTorch 2.13' \
        'mlx' 'MLX from Python, 0.19.2 and later' \
        'mlx-swift' 'MLX from Swift' \
        'mlx-0.19.1' 'MLX from Python, before 0.19.2' \
        'tensorflow' 'TensorFlow\'s tf.random.set_seed and tf.nn.dropout, on the CPU' \
        'tensorflow-stateless' 'TensorFlow\'s stateless draws, seed=(--seed, --op-seed), on the CPU' \
        'keras-tensorflow' 'keras.layers.Dropout(rate, seed=seed) on tensorflow' \
        'keras-jax' 'keras.layers.Dropout(rate, seed=seed) on jax' \
        'keras-torch' 'keras.layers.Dropout(rate, seed=seed) on torch' \
        'keras-numpy' 'keras.layers.Dropout(rate, seed=seed) on numpy' \
        'triton' 'Triton\'s tl.rand(seed, index)'
end

function __regx_15
    printf '%s\t%s\n' \
        'float32' '' \
        'float64' '' \
        'float16' '' \
        'bfloat16' '' \
        'int64' '' \
        'int32' '' \
        'int16' '' \
        'int8' '' \
        'uint8' '' \
        'uint32' '' \
        'bool' ''
end

function __regx_16
    printf '%s\t%s\n' \
        'rand' 'uniform in 0..<1' \
        'uniform' 'uniform from --low to --high' \
        'randn' 'standard normal' \
        'normal' 'normal with --mean and --std' \
        'bernoulli' '1 with probability --p, else 0' \
        'binomial' 'successes in --n trials with probability --p, on NumPy\'s engines' \
        'bits' 'the generator\'s raw 32-bit words' \
        'split' '--n keys split from JAX\'s key, two words each' \
        'ones' '1 everywhere' \
        'zeros' '0 everywhere' \
        'arange' '0, 1, 2, ... in row-major order'
end

function __regx_17
    printf '%s\t%s\n' \
        'text' '' \
        'json' ''
end

function __regx_18
    printf '%s\t%s\n' \
        'compare' 'Apply several modes in turn to one input and print each' \
        'apply' 'Apply one mode to an input and print the result' \
        'sample' 'Only draw: rand, uniform, randn, normal, bernoulli, bits and more'
end

function __regx_19
    printf '%s\t%s\n' \
        'text' 'lines for reading' \
        'json' 'one object, exact'
end

function __regx_20
    printf '%s\t%s\n' \
        'vanilla' 'mask in training, times 1 - p in testing' \
        'inverted' 'mask and division by 1 - p in training, nothing in testing' \
        'none' 'no dropout'
end

function __regx_21
    printf '%s\t%s\n' \
        'train' '' \
        'test' '' \
        'both' ''
end

function __regx_22
    printf '%s\t%s\n' \
        'uniform' 'p for every block' \
        'linear' 'from 0 for the first block to p for the last'
end

function __regx_23
    printf '%s\t%s\n' \
        'bernoulli' 'skips a block with probability p' \
        'article-module' 'DropPath(p) as the article wrote it: p arrives as what is kept'
end

function __regx_24
    printf '%s\t%s\n' \
        'blocks' 'in words, which samples skipped which block' \
        'parameters' 'weights and biases' \
        'input' 'what the network is given' \
        'layer' 'each layer before its mask; each block before its DropPath' \
        'mask' 'the draws: 1 for what is kept' \
        'dropped' 'each layer after its mask; each block with its residual' \
        'output' 'what the network gives' \
        'statistics' 'running mean and variance of each batch norm'
end

function __regx_25
    printf '%s\t%s\n' \
        'mlp' 'layers of relu(w @ x + b), a mask after each' \
        'bottleneck' 'residual blocks of convolutions, DropPath at the end of each'
end

function __regx_26
    printf '%s\t%s\n' \
        'inverted' 'mask / (1 - p) in training, nothing in evaluation' \
        'vanilla' 'mask in training, times 1 - p in evaluation' \
        'none' 'the scale forgotten: mask in training, nothing in evaluation' \
        'twice' 'applied twice: mask / (1 - p), and times 1 - p in evaluation' \
        'divide-by-p' 'the mistake of dividing by p instead of 1 - p' \
        'keep-for-drop' 'the mistake of keeping with probability p: mask / (1 - p)' \
        'both-mistakes' 'both mistakes: keeps with p, divides by p; the mean is right again'
end

function __regx_27
    printf '%s\t%s\n' \
        'table' 'columns for reading, six digits behind the point' \
        'csv' 'a line of names, then one line a row, exact' \
        'json' 'one object with a list of rows, exact; null where there is no number'
end

function __regx_28
    printf '%s\t%s\n' \
        'dropped' 'the draws that drop, of all draws, with the exact binomial interval' \
        'zeros' 'the output\'s elements that are 0, of all' \
        'mean' 'the output\'s mean' \
        'ratio' 'the output\'s mean, of the input\'s' \
        'power' 'the output\'s mean square, of the input\'s: 1 / (1 - p) for dropout' \
        'variance' 'the output\'s variance over elements and trials' \
        'factor' 'the output\'s variance, of the input\'s' \
        'batch' 'the mean variance within a trial: what a batch norm divides by in training' \
        'running' 'the running variance of that batch norm after all trials' \
        'evaluation' 'the variance in evaluation' \
        'shift' 'evaluation / running: the variance behind the batch norm, which should be 1'
end

function __regx_29
    printf '%s\t%s\n' \
        'blocks' 'rate and keep probability of each block' \
        'depth' 'the distribution of the number of live blocks' \
        'summary' 'expected depth, its deviation, P(all live)'
end

function __regx_30
    printf '%s\t%s\n' \
        'linear' 'from 0 to the rate over all blocks: calculate_drop_path_rates(rate, depths)' \
        'uniform' 'the rate in every block' \
        'stagewise' 'calculate_drop_path_rates(rate, depths, stagewise=True): linear, by stages'
end

function __regx_31
    printf '%s\t%s\n' \
        'compare' 'masks side by side, or with --show values' \
        'apply' 'the mask of one mode, or with --show values' \
        'sample' 'what was drawn, as a heat map' \
        'stats' 'with --running, --variance-shift or --per-element' \
        'sweep' 'figures over p, with theory and intervals' \
        'schedule' 'rates over the depth, and the number of live blocks' \
        'network' 'of bottleneck, which sample skipped which block' \
        'diff' 'where two tensors differ: the mask, the rounding, both' \
        'identify' 'what is dropped, in the units that fall together'
end

function __regx_32
    printf '%s\t%s\n' \
        'rand' 'uniform in 0..<1, drawn before anything else' \
        'randn' 'standard normal, drawn before anything else' \
        'ones' '1 everywhere' \
        'zeros' '0 everywhere' \
        'arange' '0, 1, 2, ... in row-major order'
end

function __regx_33
    printf '%s\t%s\n' \
        'text' 'lines for reading' \
        'json' 'one object with a list of rows, every fact of each'
end

function __regx_34
    printf '%s\t%s\n' \
        'bash' '' \
        'zsh' '' \
        'fish' ''
end

function __regx_35
    printf '%s\t%s\n' \
        'compare' 'Apply several modes in turn to one input and print each' \
        'apply' 'Apply one mode to an input and print the result' \
        'sample' 'Only draw: rand, uniform, randn, normal, bernoulli, bits and more' \
        'explain' 'Tell what a command line draws, compares, scales and rounds' \
        'print' 'Print a tensor file in any format' \
        'diff' 'Compare two tensors bit by bit, or within a tolerance' \
        'identify' 'Find what turned X into Y: the mode, p, the engine and the seed' \
        'check' 'Test whether Y is what a mode made of X' \
        'vectors' 'Write golden vectors for porters, with their checksums' \
        'network' 'Run a small network with dropout or DropPath and print its layers' \
        'stats' 'Count over many trials: zeros, mean, variance, against theory' \
        'sweep' 'Count over ranges of p, modes, engines and seeds' \
        'schedule' 'Tell the drop rate of each block and how many blocks are live' \
        'show' 'Draw what a command line makes, in the terminal or as SVG' \
        'explore' 'Change p, the seed, the shape and the modes, and watch the masks' \
        'modes' 'List the modes; with a name, or --long, tell all about them' \
        'engines' 'List the engines; with a name, or --long, tell all about them' \
        'completion' 'Print a completion script for bash, zsh or fish' \
        'man' 'Print the man page' \
        'version' 'Print the version'
end

complete -c regx -f
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'compare' -d 'Apply several modes in turn to one input and print each'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'apply' -d 'Apply one mode to an input and print the result'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'sample' -d 'Only draw: rand, uniform, randn, normal, bernoulli, bits and more'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'explain' -d 'Tell what a command line draws, compares, scales and rounds'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'print' -d 'Print a tensor file in any format'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'diff' -d 'Compare two tensors bit by bit, or within a tolerance'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'identify' -d 'Find what turned X into Y: the mode, p, the engine and the seed'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'check' -d 'Test whether Y is what a mode made of X'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'vectors' -d 'Write golden vectors for porters, with their checksums'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'network' -d 'Run a small network with dropout or DropPath and print its layers'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'stats' -d 'Count over many trials: zeros, mean, variance, against theory'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'sweep' -d 'Count over ranges of p, modes, engines and seeds'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'schedule' -d 'Tell the drop rate of each block and how many blocks are live'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'show' -d 'Draw what a command line makes, in the terminal or as SVG'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'explore' -d 'Change p, the seed, the shape and the modes, and watch the masks'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'modes' -d 'List the modes; with a name, or --long, tell all about them'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'engines' -d 'List the engines; with a name, or --long, tell all about them'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'completion' -d 'Print a completion script for bash, zsh or fish'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'man' -d 'Print the man page'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'version' -d 'Print the version'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'help' -d 'Explain the program or a command'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'dropout' -d 'F.dropout, nn.Dropout: zeroes elements, scales the rest'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'vanilla-dropout' -d 'the original dropout: masks in training, multiplies by 1 - p in evaluation'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'drop-path' -d 'timm\'s first form: floor(keep + rand), the input divided first'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'drop-path:bernoulli' -d 'today\'s timm and the article\'s last form: the mask divided first'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'drop-path:prescaled' -d 'the article\'s first form: the input divided first, a Bernoulli mask'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'drop-path:rand-gt' -d 'what the article calls equivalent; keeps with probability p, wrong unless p = 0.5'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'drop-path:article-module' -d 'DropPath(p) as the article wrote it: its p arrives as the keep probability'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'dropout1d' -d 'F.dropout1d: zeroes whole channels'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'dropout2d' -d 'F.dropout2d: zeroes whole channels'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'dropout3d' -d 'F.dropout3d: zeroes whole channels'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'feature-dropout' -d 'torch.feature_dropout: zeroes whole channels'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'alpha-dropout' -d 'F.alpha_dropout: keeps mean and variance after SELU'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'feature-alpha-dropout' -d 'F.feature_alpha_dropout: the same for whole channels'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'stochastic-depth:row' -d 'torchvision.ops.stochastic_depth(mode="row")'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'stochastic-depth:batch' -d 'torchvision.ops.stochastic_depth(mode="batch")'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'drop-block:timm' -d 'timm DropBlock2d: drops square blocks, by default the same in all channels'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'drop-block:torchvision' -d 'torchvision.ops.drop_block2d, drop_block3d for 5-D: blocks per channel'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'drop-connect' -d 'F.dropout of a linear layer\'s weights: the input, or --weight'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'gaussian-dropout' -d 'Keras\'s GaussianDropout with PyTorch\'s normals: nothing is zeroed'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'dropout:binomial' -d 'NumPy: x * binomial(1, 1 - p) / (1 - p)'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'dropout:rand-gt' -d 'Dive into Deep Learning\'s dropout_layer: (rand > p) * x / (1 - p)'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'dropout:rand-lt' -d 'x * (rand < 1 - p) / (1 - p), as it is written out by hand'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'dropout:cs231n' -d 'CS231n\'s notes: x * ((rand < keep) / keep), in float64'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'dropout:linen' -d 'flax.linen.Dropout, rngs={\'dropout\': key(seed)}'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -a 'dropout:nnx' -d 'flax.nnx.Dropout, rngs=Rngs(seed)'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -l help -s h -d 'Explain; -h is the short form'
complete -c regx -n 'test (count (commandline -opc)) -eq 1' -l version -s V -d 'Print the version; with --verbose, more of it'
complete -c regx -n '__regx_is compare apply sample stats sweep explore' -l shape -x -d 'Extents, comma separated; \'scalar\' for rank 0'
complete -c regx -n '__regx_is compare apply check network explore' -l p -s p -x -d 'Probability of an element to be zeroed, 0 to 1'
complete -c regx -n '__regx_is compare apply check network stats' -l keep-prob -x -d 'The same said the other way; not with --p'
complete -c regx -n '__regx_is compare' -l seed -x -d 'Seed of the framework; several compare'
complete -c regx -n '__regx_is compare sweep explore' -l mode -x -a '(__regx_list __regx_1)' -d 'Modes to apply in turn, with one generator'
complete -c regx -n '__regx_is compare' -l engine -x -a '(__regx_list __regx_2)' -d 'Framework, version and build; several compare'
complete -c regx -n '__regx_is compare apply stats sweep' -l input -r -F -a '(__regx_3)' -d 'Input of the modes; \'-\' is standard input'
complete -c regx -n '__regx_is compare apply print diff identify check network stats sweep' -l tensor -x -d 'Which tensor of a file that holds several'
complete -c regx -n '__regx_is compare apply print check stats sweep' -l dtype -x -a '(__regx_4)' -d 'Element type; a file is converted to it'
complete -c regx -n '__regx_is compare apply sample' -l after -x -d 'Calls that drew before the input, \';\' between'
complete -c regx -n '__regx_is compare apply sample check network stats sweep schedule' -l skip -x -d '32-bit words to discard after the input is drawn'
complete -c regx -n '__regx_is compare apply check network stats sweep' -l eval -d 'Evaluation mode: training=False'
complete -c regx -n '__regx_is compare apply check stats sweep' -l no-scale-by-keep -d 'Leave survivors unscaled, where the mode knows it'
complete -c regx -n '__regx_is compare apply check stats sweep explore' -l block-size -x -d 'Side of the blocks that drop-block drops'
complete -c regx -n '__regx_is compare apply check stats sweep' -l gamma-scale -x -d 'Factor on a block\'s chance, in drop-block:timm'
complete -c regx -n '__regx_is compare apply check stats sweep' -l no-couple-channels -d 'Blocks of each channel apart, in drop-block:timm'
complete -c regx -n '__regx_is compare apply check stats sweep' -l with-noise -d 'Normals for dropped blocks, in drop-block:timm'
complete -c regx -n '__regx_is compare apply' -l weight -r -F -a '(__regx_3)' -d 'Weights (out, in) that drop-connect masks'
complete -c regx -n '__regx_is compare apply' -l out-features -x -d 'Rows of the weights that --weight makes'
complete -c regx -n '__regx_is compare apply check' -l memory-format -x -a '(__regx_5)' -d 'How the input lies in memory'
complete -c regx -n '__regx_is compare apply' -l transpose -d 'Apply to the transposed view x.t() of a 2-D input'
complete -c regx -n '__regx_is compare apply check stats sweep' -l jit -d 'As compiled by XLA, on engine jax'
complete -c regx -n '__regx_is compare apply sample check network stats sweep schedule' -l vector-math -x -a '(__regx_6)' -d 'What normals and uniforms are computed with'
complete -c regx -n '__regx_is compare apply sample check stats' -l fold-in -x -d 'jax.random.fold_in of the key, on engine jax'
complete -c regx -n '__regx_is compare apply stats sweep' -l op-seed -x -d 'seed= of tf.nn.dropout, on engine tensorflow'
complete -c regx -n '__regx_is compare apply' -l call -x -d 'Calls of the mode before the one shown'
complete -c regx -n '__regx_is compare apply sample stats sweep explore' -l gpu -x -a '(__regx_7)' -d 'The GPU drawn on, on engine torch-cuda'
complete -c regx -n '__regx_is compare apply sample stats sweep' -l sms -x -d 'The GPU by its numbers: multi_processor_count'
complete -c regx -n '__regx_is compare apply sample stats sweep' -l threads-per-sm -x -d 'max_threads_per_multi_processor, with --sms'
complete -c regx -n '__regx_is compare apply' -l show -x -a '(__regx_list __regx_8)' -d 'Which tensors to print'
complete -c regx -n '__regx_is compare apply network' -l side-by-side -d 'Tensors in columns, not one under another'
complete -c regx -n '__regx_is compare apply sample print network' -l format -x -a '(__regx_9)' -d 'How tensors are written'
complete -c regx -n '__regx_is compare apply sample explain print identify network stats sweep schedule' -l output -s o -r -F -d 'Write there instead of standard output'
complete -c regx -n '__regx_is compare apply sample print network' -l slice -x -d 'Only these elements, row-major, as a vector'
complete -c regx -n '__regx_is compare apply sample print network' -l shard -x -d 'Only part I of N nearly equal parts, from 1/N'
complete -c regx -n '__regx_is compare apply sample print network' -l into -r -F -d 'Write the part into the .npy that all parts share'
complete -c regx -n '__regx_is compare apply sample print diff identify check network sweep' -l threads -x -d 'Threads to work with, all cores by default'
complete -c regx -n '__regx_is compare apply sample print network show explore' -l color -x -a '(__regx_10)' -d 'Colour on a terminal; NO_COLOR is honoured'
complete -c regx -n '__regx_is compare apply sample print diff identify check vectors network stats sweep schedule' -l quiet -s q -d 'No progress, no notes'
complete -c regx -n '__regx_is compare apply sample print network' -l precision -x -d 'Digits behind the point'
complete -c regx -n '__regx_is compare apply sample print network' -l threshold -x -d 'Elements above which to summarize, or \'inf\''
complete -c regx -n '__regx_is compare apply sample print network' -l edgeitems -x -d 'Elements shown at either end of a summarized axis'
complete -c regx -n '__regx_is compare apply sample print network' -l linewidth -x -d 'Columns of a line'
complete -c regx -n '__regx_is compare apply sample print network' -l sci-mode -x -a '(__regx_11)' -d 'Scientific notation'
complete -c regx -n '__regx_is compare apply sample print network' -l print-profile -x -a '(__regx_12)' -d 'What the print flags start from'
complete -c regx -n '__regx_is compare apply sample print network' -l repr -d 'repr(array) instead, with --format numpy'
complete -c regx -n '__regx_is compare apply sample explain print diff identify check vectors network stats sweep schedule show explore modes engines completion man version help' -l help -s h -d 'Explain; -h is the short form'
complete -c regx -n '__regx_is compare apply sample explain print diff identify check vectors network stats sweep schedule show explore modes engines completion man version help' -l version -s V -d 'Print the version; with --verbose, more of it'
complete -c regx -n '__regx_is compare sweep explore' -a '(__regx_list __regx_1)'
complete -c regx -n '__regx_is apply sample network stats schedule explore' -l seed -x -d 'What the framework\'s seeding function takes'
complete -c regx -n '__regx_is apply check stats' -l mode -x -a '(__regx_13)' -d 'Mode to apply'
complete -c regx -n '__regx_is apply sample check network stats schedule explore' -l engine -x -a '(__regx_14)' -d 'Framework, version and build to reproduce'
complete -c regx -n '__regx_is apply stats modes' -a '(__regx_13)'
complete -c regx -n '__regx_is sample' -l dtype -x -a '(__regx_15)' -d 'Element type'
complete -c regx -n '__regx_is sample' -l low -x -d 'Lower end of \'uniform\''
complete -c regx -n '__regx_is sample' -l high -x -d 'Upper end of \'uniform\''
complete -c regx -n '__regx_is sample' -l mean -x -d 'Mean of \'normal\''
complete -c regx -n '__regx_is sample' -l std -x -d 'Standard deviation of \'normal\', 0 or more'
complete -c regx -n '__regx_is sample' -l p -s p -x -d 'Probability of a 1, or of a success in \'binomial\''
complete -c regx -n '__regx_is sample' -l keep-prob -x -d 'p = 1 - K, said the other way; not with --p'
complete -c regx -n '__regx_is sample' -l n -x -d 'Trials of \'binomial\', keys of \'split\''
complete -c regx -n '__regx_is sample' -a '(__regx_16)'
complete -c regx -n '__regx_is explain' -l at -x -d 'Follow this element of each result from its words on'
complete -c regx -n '__regx_is explain' -l against -x -a '(__regx_14)' -d 'Tell where this engine parts, and if it meets again'
complete -c regx -n '__regx_is explain' -l format -x -a '(__regx_17)' -d 'How it is written'
complete -c regx -n '__regx_is explain' -a '(__regx_18)'
complete -c regx -n '__regx_is print diff diff identify identify check check vectors' -F
complete -c regx -n '__regx_is diff check' -l tensor-b -x -d 'Which tensor of B, where --tensor is for A alone'
complete -c regx -n '__regx_is diff' -l close -d 'Allow what torch.testing.assert_close allows by default'
complete -c regx -n '__regx_is diff' -l rtol -x -d 'Allow |a - b| up to atol + R * |b|'
complete -c regx -n '__regx_is diff' -l atol -x -d 'Allow |a - b| up to A + rtol * |b|'
complete -c regx -n '__regx_is diff' -l equal-nan -d 'With a tolerance, take NaN for equal to NaN'
complete -c regx -n '__regx_is diff identify check' -l format -x -a '(__regx_19)' -d 'How the answer is written'
complete -c regx -n '__regx_is identify' -l mode -x -a '(__regx_list __regx_1)' -d 'Modes to think of, where that is known'
complete -c regx -n '__regx_is identify' -l p -s p -x -d 'Probability of zeroing, where that is known'
complete -c regx -n '__regx_is identify' -l engine -x -d 'Engines whose draws are searched'
complete -c regx -n '__regx_is identify' -l seeds -x -d 'Seeds to try: a list, A:B, usual, all or none'
complete -c regx -n '__regx_is identify' -l positions -x -d 'Words drawn before the input or the mask'
complete -c regx -n '__regx_is identify' -l gap -x -d 'Words drawn between a drawn input and the mask'
complete -c regx -n '__regx_is identify' -l state -d 'Solve for the generator\'s whole state, in any case'
complete -c regx -n '__regx_is identify' -l no-state -d 'Search seeds alone, and never for a generator\'s state'
complete -c regx -n '__regx_is identify' -l state-within -x -d 'How many words back the seed of a state is looked for'
complete -c regx -n '__regx_is identify' -l then -r -F -d 'A further mask of the same run'
complete -c regx -n '__regx_is identify' -l words -x -d 'Words drawn before the next --then'
complete -c regx -n '__regx_is check' -l seed -x -d 'Compare with what this seed gives, bit by bit'
complete -c regx -n '__regx_is check' -l repeat -r -F -d 'The output of the next call with the same input'
complete -c regx -n '__regx_is check' -l level -x -d 'How often an honest pair may fail one of the tests'
complete -c regx -n '__regx_is vectors' -l cases -r -F -d 'JSON file of the cases to make instead'
complete -c regx -n '__regx_is network' -l input -r -F -a '(__regx_3)' -d 'What the network is given; \'-\' is standard input'
complete -c regx -n '__regx_is network' -l layers -x -d 'mlp: sizes of the layers, the input\'s first'
complete -c regx -n '__regx_is network' -l columns -x -d 'mlp: samples, the columns of the input'
complete -c regx -n '__regx_is network' -l rule -x -a '(__regx_20)' -d 'mlp: which dropout'
complete -c regx -n '__regx_is network' -l phase -x -a '(__regx_21)' -d 'mlp: train, test or both, training first'
complete -c regx -n '__regx_is network' -l w1 -r -F -d 'mlp: w1 from a file; all four or none'
complete -c regx -n '__regx_is network' -l b1 -r -F -d 'mlp: b1 from a file; all four or none'
complete -c regx -n '__regx_is network' -l w2 -r -F -d 'mlp: w2 from a file; all four or none'
complete -c regx -n '__regx_is network' -l b2 -r -F -d 'mlp: b2 from a file; all four or none'
complete -c regx -n '__regx_is network' -l shape -x -d 'bottleneck: samples, channels, height, width'
complete -c regx -n '__regx_is network' -l blocks -x -d 'bottleneck: residual blocks, 1 to 1000'
complete -c regx -n '__regx_is network' -l reduction -x -d 'bottleneck: channels over those inside a block'
complete -c regx -n '__regx_is network' -l rates -x -a '(__regx_22)' -d 'bottleneck: p over the depth'
complete -c regx -n '__regx_is network' -l drop-path -x -a '(__regx_23)' -d 'bottleneck: which DropPath'
complete -c regx -n '__regx_is network' -l train -d 'Training mode, the default'
complete -c regx -n '__regx_is network' -l warmup -x -d 'bottleneck: training passes before the one shown'
complete -c regx -n '__regx_is network' -l show -x -a '(__regx_list __regx_24)' -d 'What to print, in the order of computation'
complete -c regx -n '__regx_is network' -a '(__regx_25)'
complete -c regx -n '__regx_is stats sweep' -l p -s p -x -d 'Probabilities of zeroing: a list, or start:stop:step'
complete -c regx -n '__regx_is stats sweep' -l trials -x -d 'How often the mode is applied'
complete -c regx -n '__regx_is stats sweep schedule' -l confidence -x -d 'How sure the intervals are'
complete -c regx -n '__regx_is stats' -l rule -x -a '(__regx_list __regx_26)' -d 'Compare rules of scaling'
complete -c regx -n '__regx_is stats' -l per-element -d 'A row for each element'
complete -c regx -n '__regx_is stats' -l running -d 'The figures after 1, 2, 5, 10, ... trials'
complete -c regx -n '__regx_is stats' -l variance-shift -d 'What a batch norm behind it meets, over p'
complete -c regx -n '__regx_is stats sweep schedule' -l format -x -a '(__regx_27)' -d 'How the figures are written'
complete -c regx -n '__regx_is sweep' -l engine -x -a '(__regx_list __regx_2)' -d 'Engines to go over'
complete -c regx -n '__regx_is sweep' -l seed -x -d 'Seeds to go over: a list, or first:last'
complete -c regx -n '__regx_is sweep' -l figure -x -a '(__regx_list __regx_28)' -d 'Figures to tell of each run'
complete -c regx -n '__regx_is sweep' -l runs -x -d 'Only these runs of the sweep, counted from 0'
complete -c regx -n '__regx_is schedule' -l rate -x -d 'Drop rate of the last block'
complete -c regx -n '__regx_is schedule' -l depths -x -d 'Blocks of each stage, or of the whole network'
complete -c regx -n '__regx_is schedule' -l trials -x -d 'Count the live blocks of N batches too'
complete -c regx -n '__regx_is schedule' -l batch -x -d 'Samples that go through the network at once'
complete -c regx -n '__regx_is schedule' -l show -x -a '(__regx_list __regx_29)' -d 'Which tables to write'
complete -c regx -n '__regx_is schedule' -a '(__regx_30)'
complete -c regx -n '__regx_is show' -l output -s o -r -F -d 'Write an SVG instead of text'
complete -c regx -n '__regx_is show explore' -l ascii -d 'Signs of ASCII only'
complete -c regx -n '__regx_is show' -l width -x -d 'Columns to draw in'
complete -c regx -n '__regx_is show' -l at -x -d 'The plane to show: its indices but for rows and columns'
complete -c regx -n '__regx_is show' -a '(__regx_31)'
complete -c regx -n '__regx_is explore' -l input -x -a '(__regx_32)' -d 'Input of the modes'
complete -c regx -n '__regx_is modes engines' -l long -s l -d 'All facts, of each'
complete -c regx -n '__regx_is modes engines' -l format -x -a '(__regx_33)' -d 'How it is written'
complete -c regx -n '__regx_is engines' -l for -x -d 'The engine of a build: version, MKL, machine'
complete -c regx -n '__regx_is engines' -a '(__regx_14)'
complete -c regx -n '__regx_is completion' -a '(__regx_34)'
complete -c regx -n '__regx_is help' -a '(__regx_35)'
