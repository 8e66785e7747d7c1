package io.shelfkeeper.drivers.tag.oepl;

/**
 * What a tag reports when it comes. Old tags leave firmware and all that follows at 0.
 *
 * @param linkQuality 0 to 255
 * @param rssiDbm of the last packet that the tag heard; never 0
 * @param temperature degrees Celsius
 * @param hardwareType the kind of tag, see {@link OeplTagType}
 * @param wakeReason 0 by time, 2 input, 3 NFC, 4 and 5 buttons, 0F radio, E0 firmware refused, FC
 *     first start, FD search for a network, FE watchdog
 * @param capabilities bits: 01 LED, 02 compression, 04 waveforms, 08 waveforms of another size, 10
 *     outside power, 20 button, 40 NFC, 80 wakes by NFC
 * @param channel radio channel
 * @param mode of the tag's own
 */
public record OeplReport(
    int linkQuality,
    int rssiDbm,
    int temperature,
    int batteryMillivolts,
    int hardwareType,
    int wakeReason,
    int capabilities,
    int firmware,
    int channel,
    int mode) {}
