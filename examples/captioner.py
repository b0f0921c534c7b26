"""Show, Attend and Tell: an LSTM that describes an image, looking at a part of it for each word.

After Xu et al.: "Show, Attend and Tell: Neural Image Caption Generation with Visual Attention",
ICML 2015 (arXiv 1502.03044), soft attention. Greedy, at most ten words, one image. Encoders: a
small one, ResNeXt-50 (Xie et al., arXiv 1611.05431) and GoogLeNet (Szegedy et al., arXiv
1409.4842).
"""

from __future__ import annotations

import torch
from torch import nn

from calibration import seeded, settling, standardise

START, END = 0, 1


class ConvBN(nn.Sequential):
    def __init__(self, inputs, outputs, kernel, stride=1, groups=1, relu=True):
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
            nn.BatchNorm2d(outputs),
        )
        if relu:
            self.add_module("relu", nn.ReLU(inplace=True))


class ResNeXtBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.block = nn.Sequential(
            ConvBN(inputs, outputs // 2, 1),
            ConvBN(outputs // 2, outputs // 2, 3, stride, groups=32),
            ConvBN(outputs // 2, outputs, 1, relu=False),
        )
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = ConvBN(inputs, outputs, 1, stride, relu=False)

    def forward(self, x):
        identity = x if self.downsample is None else self.downsample(x)
        return torch.relu(self.block(x) + identity)


def resnext():
    """ResNeXt-50 (32x4d) without its classifier: 1x3x256x256 to 1x2048x8x8."""
    layers = [ConvBN(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1)]
    inputs = 64
    for stage, blocks in enumerate([3, 4, 6, 3]):
        for index in range(blocks):
            stride = 2 if stage > 0 and index == 0 else 1
            layers.append(ResNeXtBlock(inputs, 256 * 2**stage, stride))
            inputs = 256 * 2**stage
    return nn.Sequential(*layers)


class Inception(nn.Module):
    def __init__(self, inputs, one, three_in, three, five_in, five, pool):
        super().__init__()
        self.branch1 = ConvBN(inputs, one, 1)
        self.branch2 = nn.Sequential(ConvBN(inputs, three_in, 1), ConvBN(three_in, three, 3))
        self.branch3 = nn.Sequential(ConvBN(inputs, five_in, 1), ConvBN(five_in, five, 5))
        self.branch4 = nn.Sequential(nn.MaxPool2d(3, 1, 1), ConvBN(inputs, pool, 1))

    def forward(self, x):
        return torch.cat([getattr(self, f"branch{i}")(x) for i in range(1, 5)], 1)


def googlenet():
    """GoogLeNet without its classifier: 1x3x256x256 to 1x1024x8x8."""
    half = {"ceil_mode": True}
    return nn.Sequential(
        ConvBN(3, 64, 7, 2),
        nn.MaxPool2d(3, 2, **half),
        ConvBN(64, 64, 1),
        ConvBN(64, 192, 3),
        nn.MaxPool2d(3, 2, **half),
        Inception(192, 64, 96, 128, 16, 32, 32),
        Inception(256, 128, 128, 192, 32, 96, 64),
        nn.MaxPool2d(3, 2, **half),
        Inception(480, 192, 96, 208, 16, 48, 64),
        Inception(512, 160, 112, 224, 24, 64, 64),
        Inception(512, 128, 128, 256, 24, 64, 64),
        Inception(512, 112, 144, 288, 32, 64, 64),
        Inception(528, 256, 160, 320, 32, 128, 128),
        nn.MaxPool2d(2, 2, **half),
        Inception(832, 256, 160, 320, 32, 128, 128),
        Inception(832, 384, 192, 384, 48, 128, 128),
    )


class Encoder(nn.Module):
    """1x3xSxS to a feature map, 1xHxWxD."""

    def __init__(self, backbone, size):
        super().__init__()
        self.backbone = backbone
        self.adaptive_pool = nn.AdaptiveAvgPool2d((size, size))

    def forward(self, images):
        out = self.adaptive_pool(self.backbone(images))
        return out.permute(0, 2, 3, 1)


class Attention(nn.Module):
    def __init__(self, encoder_dim, decoder_dim, attention_dim):
        super().__init__()
        self.encoder_att = nn.Linear(encoder_dim, attention_dim)
        self.decoder_att = nn.Linear(decoder_dim, attention_dim)
        self.full_att = nn.Linear(attention_dim, 1)
        self.relu = nn.ReLU()
        self.softmax = nn.Softmax(dim=1)

    def forward(self, encoder_out, decoder_hidden):
        att1 = self.encoder_att(encoder_out)
        att2 = self.decoder_att(decoder_hidden)
        att = self.full_att(self.relu(att1 + att2.unsqueeze(1))).squeeze(2)
        alpha = self.softmax(att)
        return (encoder_out * alpha.unsqueeze(2)).sum(dim=1), alpha


class Decoder(nn.Module):
    """The words of an image's description, T+1 with the START, and where it looked, TxHxW."""

    def __init__(self, encoder_dim, dim, vocab_size, max_length=10):
        super().__init__()
        self.vocab_size = vocab_size
        self.max_length = max_length
        self.attention = Attention(encoder_dim, dim, dim)
        self.embedding = nn.Embedding(vocab_size, dim)
        self.decode_step = nn.LSTMCell(dim + encoder_dim, dim, bias=True)
        self.init_h = nn.Linear(encoder_dim, dim)
        self.init_c = nn.Linear(encoder_dim, dim)
        self.f_beta = nn.Linear(dim, encoder_dim)
        self.fc = nn.Linear(dim, vocab_size)

    def init_hidden_state(self, encoder_out):
        mean_encoder_out = encoder_out.mean(dim=1)
        return self.init_h(mean_encoder_out), self.init_c(mean_encoder_out)

    def step(self, encoder_out, prev_word, h, c):
        awe, alpha = self.attention(encoder_out, h)
        gate = torch.sigmoid(self.f_beta(h))
        x = torch.cat([self.embedding(prev_word), gate * awe], dim=1)
        h, c = self.decode_step(x, (h, c))
        return self.fc(h), alpha, h, c

    def forward(self, encoder_out):
        enc_image_size = encoder_out.size(1)
        encoder_dim = encoder_out.size(-1)
        encoder_out = encoder_out.view(1, -1, encoder_dim)
        h, c = self.init_hidden_state(encoder_out)
        prev_word = torch.LongTensor([START]).to(encoder_out.device)
        seqs = prev_word.unsqueeze(0)
        seqs_alpha = []
        step = 1
        while True:
            scores, alpha, h, c = self.step(encoder_out, prev_word, h, c)
            seqs_alpha.append(alpha.view(enc_image_size, enc_image_size))
            _, next_word = scores.topk(1, dim=1)
            prev_word = next_word.squeeze(1)
            seqs = torch.cat([seqs, next_word], dim=1)
            if prev_word.item() == END or step >= self.max_length:
                break
            step += 1
        return seqs.squeeze(0), torch.stack(seqs_alpha)


class Captioner(nn.Module):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder

    def forward(self, image):
        return self.decoder(self.encoder(image))


def balance(decoder: Decoder, features: torch.Tensor, end: float) -> None:
    """Have the words depend on the features, NxPxD, and END favoured by `end` deviations."""
    for linear, values in (
        (decoder.init_h, features.mean(1)),
        (decoder.init_c, features.mean(1)),
    ):
        standardise(linear, linear(values))
    decoder.decode_step.weight_ih.mul_(4)
    decoder.embedding.weight.mul_(2)
    words = torch.full((len(features),), START)
    h, c = decoder.init_hidden_state(features)
    hidden = []
    for _ in range(decoder.max_length):
        scores, _, h, c = decoder.step(features, words, h, c)
        words = scores.argmax(1)
        hidden.append(h)
    standardise(decoder.fc, decoder.fc(torch.cat(hidden)))
    decoder.fc.bias[END] += end
    decoder.fc.bias[START] -= 100


def calibrated(backbone, features, dim, vocab, grid, image, end, seed) -> Captioner:
    with seeded(seed):
        net = Captioner(Encoder(backbone(), grid), Decoder(features, dim, vocab)).eval()
        images = torch.randn(4 if image > 100 else 64, 3, image, image)
        with settling(net):
            maps = net.encoder(images)
        balance(net.decoder, maps.reshape(len(maps), -1, features), end)
    return net


def small():
    return nn.Sequential(ConvBN(3, 8, 3, 2), ConvBN(8, 16, 3, 2), ConvBN(16, 16, 3))


def make(seed: int = 0) -> Captioner:
    """An untrained captioner for 1x3x16x16 whose captions are of all lengths up to ten."""
    return calibrated(small, 16, 24, 30, 4, 16, 0.8, seed)


def make_full_resnext(seed: int = 0) -> Captioner:
    """An untrained captioner with ResNeXt-50 and 512 units, 1x3x256x256."""
    return calibrated(resnext, 2048, 512, 2633, 8, 256, 2.0, seed)


def make_full_googlenet(seed: int = 0) -> Captioner:
    """An untrained captioner with GoogLeNet and 512 units, 1x3x256x256."""
    return calibrated(googlenet, 1024, 512, 9490, 8, 256, 2.0, seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x16x16."""
    return (torch.randn(1, 3, 16, 16, generator=generator),)


def example_inputs_full(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x256x256."""
    return (torch.randn(1, 3, 256, 256, generator=generator),)
