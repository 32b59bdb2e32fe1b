"""DropBlock as timm and torchvision have it."""

# SPDX-License-Identifier: Apache-2.0

from .frameworks import timm, torchvision


def of_timm(x, request):
    """timm's module, which knows evaluation; the function behind it does not."""
    module = timm.layers.drop.DropBlock2d(
        request.p,
        block_size=request.block_size,
        gamma_scale=request.gamma_scale,
        with_noise=request.with_noise,
        couple_channels=request.couple_channels,
        scale_by_keep=request.scale_by_keep,
    )
    return module.train(request.training)(x)


def of_torchvision(x, request):
    """`drop_block2d`, or `drop_block3d` for five dimensions."""
    ops = torchvision.ops
    function = ops.drop_block3d if x.ndim == 5 else ops.drop_block2d
    return function(x, request.p, request.block_size, training=request.training)
